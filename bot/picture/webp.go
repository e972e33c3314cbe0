package picture

import (
	"bytes"
	"encoding/binary"
)

// frameHead is what stands before the picture of a frame: where it goes, its size,
// how long it stays.
const frameHead = 16

// still gives the first frame of a WebP that moves as one that does not, and any
// other as it is. What shines through a frame is lost.
func still(b []byte) []byte {
	if len(b) < 30 || string(b[12:16]) != "VP8X" {
		return b
	}
	frame, ok := chunk(b[12:], "ANMF")
	if !ok || len(frame) < frameHead {
		return b
	}
	for _, kind := range []string{"VP8 ", "VP8L"} {
		if body, ok := chunk(frame[frameHead:], kind); ok {
			return riff(kind, body)
		}
	}
	return b
}

// chunk finds the first chunk of a kind in a row of chunks.
func chunk(b []byte, kind string) ([]byte, bool) {
	for len(b) >= 8 {
		n := uint64(binary.LittleEndian.Uint32(b[4:]))
		body := b[8:]
		if n > uint64(len(body)) {
			return nil, false
		}
		if string(b[:4]) == kind {
			return body[:n], true
		}
		b = body[min(n+n%2, uint64(len(body))):]
	}
	return nil, false
}

// riff is a WebP of a single chunk.
func riff(kind string, body []byte) []byte {
	var out bytes.Buffer
	n := len(body) + len(body)%2
	out.WriteString("RIFF")
	out.Write(binary.LittleEndian.AppendUint32(nil, uint32(4+8+n)))
	out.WriteString("WEBP" + kind)
	out.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(body))))
	out.Write(body)
	out.Write(make([]byte, len(body)%2))
	return out.Bytes()
}
