package api

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/certwright/certwright/domain"
)

// TestAnUploadCutOffLeavesNothing sends half of an upload, as a browser does
// whose connection breaks: nothing is begun.
func TestAnUploadCutOffLeavesNothing(t *testing.T) {
	b := newBench(t)
	paula := b.as("paula", "", domain.Planner)
	var whole bytes.Buffer
	form := multipart.NewWriter(&whole)
	file, err := form.CreateFormFile("files", "clients.csv")
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.Write([]byte("client_no,legal_name\nC1,One\nC2,Two\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{0, whole.Len() / 3, whole.Len() - 30, whole.Len() - 5} {
		body := io.MultiReader(bytes.NewReader(whole.Bytes()[:cut]), broken{})
		req := httptest.NewRequestWithContext(t.Context(), "POST", "/api/v1/imports", body)
		req.Header.Set("Content-Type", form.FormDataContentType())
		req.Header.Set("Cookie", paula.cookie)
		w := httptest.NewRecorder()
		b.http.ServeHTTP(w, req)
		if w.Code != http.StatusBadRequest {
			t.Errorf("cut after %d of %d bytes: %d %s", cut, whole.Len(), w.Code, w.Body)
		}
	}
	paula.send("GET", "/api/v1/imports", nil).want(200, `"total":0`)
	paula.send("GET", "/api/v1/clients", nil).want(200, `"total":0`)
}

// broken is a connection that ends in the middle.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
