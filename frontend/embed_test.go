package frontend

import (
	"io/fs"
	"strings"
	"testing"
)

func TestBuiltInterfaceOrThePageThatSaysHow(t *testing.T) {
	files, built := FS()
	if !built {
		if files != nil {
			t.Error("an interface that is not built gives no files")
		}
		if !strings.Contains(NotBuilt, "npm run build") {
			t.Error("the page must say how to build the interface")
		}
		return
	}
	page, err := fs.ReadFile(files, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), NonceMark) {
		t.Errorf("index.html lacks %s: the server could not name a nonce and styles would be refused", NonceMark)
	}
	if strings.Contains(string(page), "<script>") || strings.Contains(string(page), "<style>") {
		t.Error("index.html holds an inline script or style, which the Content-Security-Policy refuses")
	}
}
