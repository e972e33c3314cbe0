//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// mostMemory is what hangup and the programs that it starts may take together,
// in MB, while pictures wait.
const mostMemory = 350

// waiting is how many pictures come at the same moment.
const waiting = 4

// TestMemory sends four pictures at once to hangup as a process, and looks at
// what the whole tree of processes takes. HANGUP_MEASURE takes large photos too.
func TestMemory(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("no tesseract here; apt-get install tesseract-ocr tesseract-ocr-eng turns this on")
	}
	asPNG := func(b *bytes.Buffer, img image.Image) error { return png.Encode(b, img) }
	asJPEG := func(b *bytes.Buffer, img image.Image) error { return jpeg.Encode(b, img, nil) }
	for i, c := range []struct {
		name   string
		w, h   int
		grain  int // how far noise changes each colour
		encode func(*bytes.Buffer, image.Image) error
	}{
		{"a page as PNG", 1654, 2339, 0, asPNG},
		{"a photo as JPEG", 3024, 4032, 24, asJPEG},
		{"a PNG of 39 megapixels", 5400, 7200, 0, asPNG},
		{"a JPEG of 39 megapixels", 5400, 7200, 32, asJPEG},
	} {
		if i > 0 && os.Getenv("HANGUP_MEASURE") == "" {
			break
		}
		t.Run(c.name, func(t *testing.T) {
			var file bytes.Buffer
			if err := c.encode(&file, letterPage(t, c.w, c.h, c.grain)); err != nil {
				t.Fatal(err)
			}
			address, pid := serving(t)
			idle := tree(pid)
			peak, took := watched(pid, func() { uploads(t, address, file.Bytes()) })
			t.Logf("four at once, %d x %d, %.1f MB each: resident %d MB at most, shared parts once %d MB; before %d MB; %.1f s",
				c.w, c.h, float64(file.Len())/(1<<20), peak.resident>>10, peak.shared>>10, idle.resident>>10, took.Seconds())
			if peak.resident>>10 > mostMemory {
				t.Errorf("over the %d MB that it may take", mostMemory)
			}
		})
	}
}

// letterPage is a page full of words, in several colours, as it is or photographed.
func letterPage(t *testing.T, w, h, grain int) image.Image {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	size := float64(w) / 48
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	page := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(page, page.Rect, image.NewUniform(color.RGBA{250, 250, 244, 255}), image.Point{}, draw.Src)
	pen := font.Drawer{Dst: page, Face: face}
	for i := 1; float64(i)*1.5*size < float64(h)-size; i++ {
		pen.Src = image.NewUniform(color.RGBA{uint8(40 * (i % 4)), 20, uint8(30 * (i % 5)), 255})
		pen.Dot.X, pen.Dot.Y = fixed.I(int(size)), fixed.I(int(1.5*size*float64(i)))
		pen.DrawString(fmt.Sprintf("Line %d: your plan was renewed for £389.99. Ring 0808 157 0192 to stop it.", i))
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for i := 0; grain > 0 && i < len(page.Pix); i += 4 {
		by := chance.IntN(2*grain) - grain
		for c := range 3 {
			page.Pix[i+c] = uint8(min(max(int(page.Pix[i+c])+by, 0), 255))
		}
	}
	return page
}

// serving starts hangup as a process and gives the address of its page.
func serving(t *testing.T) (address string, pid int) {
	t.Helper()
	c := exec.Command(builtProgram(t), "serve")
	c.Dir, c.Env = t.TempDir(), []string{"PATH=" + os.Getenv("PATH"), "WEB_ADDR=127.0.0.1:0", "HANGUP_DATA_DIR=" + t.TempDir()}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "the web page is on "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return at, c.Process.Pid
		}
	}
	t.Fatal("it printed no address")
	return "", 0
}

// uploads sends a picture several times at once and waits for the answers, each of
// which has to hold a verdict.
func uploads(t *testing.T, address string, picture []byte) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "picture")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(picture)
	_ = form.Close()
	var all sync.WaitGroup
	for range waiting {
		all.Go(func() {
			res, err := http.Post(address+"/api/scan", form.FormDataContentType(), bytes.NewReader(body.Bytes()))
			if err != nil {
				t.Error(err)
				return
			}
			answer, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if !bytes.Contains(answer, []byte(`"kind":"tech-support"`)) {
				t.Errorf("answered %d: %.200s", res.StatusCode, answer)
			}
		})
	}
	all.Wait()
}

// taken is what processes take, in kB: the sum of what is resident of each, and
// the same with what they share counted once.
type taken struct{ resident, shared int }

// watched gives the most that a process and its children take while do runs.
func watched(pid int, do func()) (peak taken, took time.Duration) {
	started, done := time.Now(), make(chan struct{})
	go func() { defer close(done); do() }()
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		now := tree(pid)
		peak = taken{max(peak.resident, now.resident), max(peak.shared, now.shared)}
		select {
		case <-done:
			tick.Stop()
			return peak, time.Since(started)
		case <-tick.C:
		}
	}
}

// tree is what a process and those that it started take now. One that was just
// started and is still hangup itself shares all its memory, so it is left out.
func tree(pid int) taken {
	sum := rollup(pid)
	own, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		children, _ := os.ReadFile(list)
		for c := range strings.FieldsSeq(string(children)) {
			child, err := strconv.Atoi(c)
			if exe, _ := os.Readlink("/proc/" + c + "/exe"); err != nil || exe == own {
				continue
			}
			of := tree(child)
			sum.resident += of.resident
			sum.shared += of.shared
		}
	}
	return sum
}

func rollup(pid int) (out taken) {
	all, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	for line := range strings.Lines(string(all)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.Atoi(f[1])
		switch f[0] {
		case "Rss:":
			out.resident = n
		case "Pss:":
			out.shared = n
		}
	}
	return out
}
