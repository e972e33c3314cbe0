package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os/exec"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"hangup/bot/picture"
)

// pngOf says that it is so large, and holds next to nothing.
func pngOf(w, h uint32, depth byte) []byte {
	var out bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	head := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(head[4:], w)
	binary.BigEndian.PutUint32(head[8:], h)
	head[12], head[13] = depth, 2
	_ = binary.Write(&out, binary.BigEndian, uint32(13))
	out.Write(head)
	_ = binary.Write(&out, binary.BigEndian, crc32.ChecksumIEEE(head))
	return out.Bytes()
}

// onePixel is the picture of a WebP of one white pixel.
var onePixel = []byte("\x2f\x00\x00\x00\x00\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\x00")

// moving is a WebP that moves, with one frame.
func moving(kind string, body []byte) []byte {
	part := func(kind string, body []byte) []byte {
		out := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body)))
		return append(append(out, body...), make([]byte, len(body)%2)...)
	}
	frame := append(make([]byte, 16), part(kind, body)...)
	all := slices.Concat([]byte("WEBP"), part("VP8X", append([]byte{2}, make([]byte, 9)...)), part("ANIM", make([]byte, 6)), part("ANMF", frame))
	return part("RIFF", all)
}

func plain(t *testing.T) (asPNG, asJPEG []byte) {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 400, 200))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	var p, j bytes.Buffer
	if err := errors.Join(png.Encode(&p, img), jpeg.Encode(&j, img, nil)); err != nil {
		t.Fatal(err)
	}
	return p.Bytes(), j.Bytes()
}

// TestHostile: whatever comes as a picture ends in the id of a sentence, and
// leaves nothing running.
func TestHostile(t *testing.T) {
	p, j := plain(t)
	zip := []byte("PK\x03\x04 and more")
	cases := map[string]struct {
		file []byte
		want []string
	}{
		"nothing":               {nil, []string{"picture"}},
		"one byte":              {[]byte{0xff}, []string{"picture"}},
		"words":                 {[]byte("Call us now"), []string{"picture"}},
		"a zip":                 {zip, []string{"picture"}},
		"a svg":                 {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), []string{"picture"}},
		"png bomb":              {pngOf(50000, 50000, 8), []string{"too-large"}},
		"png of all widths":     {pngOf(1<<31-1, 1<<31-1, 8), []string{"too-large", "broken"}},
		"png of deep colours":   {pngOf(6000, 5000, 16), []string{"too-large"}},
		"png of no size":        {pngOf(0, 0, 8), []string{"broken"}},
		"png head alone":        {pngOf(100, 100, 8), []string{"broken"}},
		"png signature alone":   {p[:8], []string{"broken"}},
		"png cut":               {p[:len(p)/2], []string{"broken"}},
		"png and a zip":         {append(slices.Clone(p), zip...), []string{"no-words"}},
		"jpeg cut":              {j[:len(j)/2], []string{"broken", "no-words"}},
		"jpeg begin alone":      {j[:4], []string{"broken"}},
		"jpeg of noise":         {append([]byte("\xff\xd8\xff\xe0"), bytes.Repeat([]byte{0xa5, 0xff}, 2000)...), []string{"broken"}},
		"jpeg, lying exif":      {append([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff"), j[2:]...), []string{"no-words"}},
		"gif begin alone":       {[]byte("GIF89a"), []string{"broken"}},
		"gif without a frame":   {[]byte("GIF89a\x10\x00\x10\x00\x00\x00\x00;"), []string{"broken"}},
		"gif bomb":              {[]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00;"), []string{"too-large"}},
		"webp of nothing":       {[]byte("RIFF\x04\x00\x00\x00WEBP"), []string{"broken", "picture"}},
		"webp that moves":       {moving("VP8L", onePixel), []string{"no-words"}},
		"webp, frame of lies":   {moving("VP8L", onePixel[:9]), []string{"broken"}},
		"webp without a frame":  {moving("JUNK", onePixel), []string{"broken"}},
		"webp of lies":          {[]byte("RIFF\xff\xff\xff\x7fWEBPVP8 \xff\xff\xff\x7f0000000000"), []string{"broken"}},
		"bmp of lies":           {append([]byte("BM\xff\xff\xff\xff\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\xff\xff\xff\x7f\xff\xff\xff\x7f\x01\x00\x18\x00"), make([]byte, 30)...), []string{"too-large", "broken"}},
		"heic":                  {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), []string{"heic"}},
		"avif":                  {[]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), []string{"heic"}},
		"a file over the bound": {append(slices.Clone(p), make([]byte, picture.MaxBytes)...), []string{"too-large"}},
		"a white page":          {p, []string{"no-words"}},
	}
	host := picture.NewHost(1)
	if !host.Has("tesseract") {
		t.Skip("no tesseract here; apt-get install tesseract-ocr tesseract-ocr-eng turns this on")
	}
	reader := picture.New(t.Context(), host)
	before := runtime.NumGoroutine()
	for name, c := range cases {
		got := reader.Read(t.Context(), name, "image/png", c.file)
		if len(got.Missing) == 0 || !slices.Contains(c.want, got.Missing[0]) || len(got.Blocks) > 0 {
			t.Errorf("%s: %+v, want one of %v", name, got, c.want)
		}
	}
	for range 50 {
		if runtime.NumGoroutine() <= before {
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left, %d were there before", runtime.NumGoroutine(), before)
}

// TestLimits: a program that takes too long, prints too much or wants too much
// memory is ended, and one more than there are cores waits.
func TestLimits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the programs of this test are those of Linux")
	}
	host := picture.NewHost(1)
	run := func(j picture.Job) error {
		_, err := host.Run(t.Context(), j)
		return err
	}
	if err := run(picture.Job{Program: "sleep", Args: []string{"20"}, Within: 100 * time.Millisecond}); !errors.Is(err, picture.ErrSlow) {
		t.Errorf("a slow program: %v", err)
	}
	if err := run(picture.Job{Program: "cat", Args: []string{"/dev/zero"}, MostOut: 1 << 16}); !errors.Is(err, picture.ErrTooMuch) {
		t.Errorf("a program that prints too much: %v", err)
	}
	if err := run(picture.Job{Program: "no-such-program"}); !errors.Is(err, picture.ErrNoProgram) {
		t.Errorf("no program: %v", err)
	}
	var failed *picture.FailedError
	if err := run(picture.Job{Program: "sort", Args: []string{"/dev/zero"}, Memory: 64 << 20, Within: 10 * time.Second}); !errors.As(err, &failed) {
		t.Errorf("a program that wants too much memory: %v", err)
	}
	if err := run(picture.Job{Program: "tee", Args: []string{t.TempDir() + "/kept"}, In: []byte("words")}); err == nil {
		t.Error("a program wrote a file")
	}
	ctx, stop := context.WithCancel(t.Context())
	go func() { _ = run(picture.Job{Program: "sleep", Args: []string{"1"}}) }()
	<-time.After(200 * time.Millisecond)
	stop()
	if _, err := host.Run(ctx, picture.Job{Program: "cat"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a second program with one core: %v", err)
	}
}

// TestCodes: QR codes are read, several and white on black too, and not opened.
func TestCodes(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("no tesseract here")
	}
	page := image.NewGray(image.Rect(0, 0, 900, 500))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	codes := []string{"https://parcel-fee.example/pay", "tel:+448081570192"}
	for i, c := range codes {
		m, err := qrcode.NewQRCodeWriter().EncodeWithoutHint(c, gozxing.BarcodeFormat_QR_CODE, 300, 300)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 300 {
			for x := range 300 {
				if m.Get(x, y) {
					page.SetGray(50+450*i+x, 80+y, color.Gray{})
				}
			}
		}
	}
	reader := picture.New(t.Context(), picture.NewHost(0))
	for _, name := range []string{"black", "white"} {
		var b bytes.Buffer
		if err := png.Encode(&b, page); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, block := range reader.Read(t.Context(), "", "", b.Bytes()).Blocks {
			if block.Kind == picture.Code {
				got = append(got, block.Text)
			}
		}
		if slices.Sort(got); !slices.Equal(got, codes) {
			t.Errorf("%s: %q", name, got)
		}
		for i := range page.Pix {
			page.Pix[i] = 255 - page.Pix[i]
		}
	}
}

// TestFullOfCorners: a picture tiled with the corners of codes ends soon.
func TestFullOfCorners(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("no tesseract here")
	}
	page := image.NewGray(image.Rect(0, 0, 1600, 1600))
	for y := range 1600 {
		for x := range 1600 {
			i, j := x%9, y%9
			dark := i < 7 && j < 7 && (i == 0 || i == 6 || j == 0 || j == 6 || i > 1 && i < 5 && j > 1 && j < 5)
			if !dark {
				page.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, page); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	picture.New(ctx, picture.NewHost(0)).Read(ctx, "", "", b.Bytes())
	if ctx.Err() != nil {
		t.Error("it took more than a minute")
	}
}
