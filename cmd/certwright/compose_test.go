package main

import (
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

// composeFile is what the tests read of docker-compose.yml.
type composeFile struct {
	Services map[string]composeService
}

type composeService struct {
	Image       string
	Command     []string
	Environment map[string]string
	Deploy      struct{ Replicas int }
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
}

// ours are the services that run the program.
var ours = []string{"migrate", "serve", "work"}

func readCompose(t *testing.T) composeFile {
	t.Helper()
	b, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file composeFile
	if err := yaml.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestComposeFileNamesOnlyWhatTheProgramHas(t *testing.T) {
	file := readCompose(t)
	var c cli
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	var commands, options []string
	for _, leaf := range parser.Model.Leaves(false) {
		commands = append(commands, leaf.Name)
	}
	for _, o := range c.Options() {
		options = append(options, o.Env)
	}
	for _, name := range ours {
		service, there := file.Services[name]
		if !there {
			t.Fatalf("there is no service %s", name)
		}
		if len(service.Command) != 1 || !slices.Contains(commands, service.Command[0]) {
			t.Errorf("%s runs %q, which is none of the commands %v", name, service.Command, commands)
		}
		for option := range service.Environment {
			if !slices.Contains(options, option) {
				t.Errorf("%s sets %s, which is none of the options %v", name, option, options)
			}
		}
		if !maps.Equal(service.Environment, file.Services["migrate"].Environment) {
			t.Errorf("%s and migrate differ in their environment", name)
		}
	}
}

func TestComposeFileStartsInOrder(t *testing.T) {
	file := readCompose(t)
	for name, wanted := range map[string]map[string]string{
		"migrate": {"postgres": "service_healthy"},
		"serve":   {"migrate": "service_completed_successfully", "redis": "service_healthy"},
		"work":    {"migrate": "service_completed_successfully", "redis": "service_healthy"},
	} {
		for other, condition := range wanted {
			if got := file.Services[name].DependsOn[other].Condition; got != condition {
				t.Errorf("%s waits for %s until %q, want %q", name, other, got, condition)
			}
			if _, there := file.Services[other]; !there {
				t.Errorf("%s waits for %s, which there is not", name, other)
			}
		}
	}
	for _, name := range []string{"serve", "work"} {
		if n := file.Services[name].Deploy.Replicas; n != 2 {
			t.Errorf("%d processes of %s, want 2", n, name)
		}
	}
}
