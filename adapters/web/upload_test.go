package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// filesForm is a form with words and files of so many bytes.
func filesForm(t *testing.T, sizes ...int) (mediaType, content string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("text", "is this real"); err != nil {
		t.Fatal(err)
	}
	for _, n := range sizes {
		f, err := w.CreateFormFile("file", "shot.png")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write(bytes.Repeat([]byte("x"), n))
	}
	_ = w.Close()
	return w.FormDataContentType(), b.String()
}

// TestUploadsNotTaken: a file that is too large, or for which there is no memory,
// refuses neither the words beside it nor the other files.
func TestUploadsNotTaken(t *testing.T) {
	for _, c := range []struct {
		name  string
		sizes []int
		held  int64    // bytes of others
		want  []string // what is missing of each file
	}{
		{"one that is too large", []int{maxUpload + 1}, 0, []string{"too-large"}},
		{"a small one behind it", []int{maxUpload + 1, 10}, 0, []string{"too-large", ""}},
		{"larger than is ever read", []int{maxUpload + maxDrain + maxBody}, 0, []string{"too-large"}},
		{"two that are too large together", []int{maxUpload - 10, 11, 10}, 0, []string{"", "too-large", ""}},
		{"no memory left", []int{100}, maxHeld - 50, []string{"busy"}},
		{"memory for one", []int{100, 40}, maxHeld - 50, []string{"busy", ""}},
		{"one too many", []int{1, 1, 1, 1, 1}, 0, []string{"", "", "", ""}},
		{"an empty one", []int{0}, 0, []string{"empty"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fake := &fakeTalk{}
			d, err := New(Options{Words: realWords(t), Converse: fake.converse})
			if err != nil {
				t.Fatal(err)
			}
			d.uploads.held.Store(c.held)
			srv := httptest.NewServer(d.Handler())
			defer srv.Close()
			mediaType, content := filesForm(t, c.sizes...)
			resp, page := newPerson(srv).do(t, "POST", "/talk", mediaType, content)
			if resp.StatusCode != http.StatusOK || !strings.Contains(page, "You asked: is this real") {
				t.Fatalf("%d %.300q", resp.StatusCode, page)
			}
			var missing []string
			for _, a := range fake.all()[0].Attachments {
				missing = append(missing, strings.Join(a.Missing, " "))
				if (len(a.Body) == 0) != (a.Missing != nil) {
					t.Errorf("a file of %d bytes is missing %v", len(a.Body), a.Missing)
				}
			}
			if !slices.Equal(missing, c.want) {
				t.Errorf("missing %q, want %q", missing, c.want)
			}
			if left := d.uploads.held.Load(); left != c.held {
				t.Errorf("%d bytes are still held, %d were", left, c.held)
			}
		})
	}
}
