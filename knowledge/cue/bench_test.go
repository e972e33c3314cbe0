package cue

import (
	"fmt"
	"strings"
	"testing"

	"hangup/knowledge/text"
)

// words that the phrases and texts of the benchmarks are made of.
var benchWords = strings.Fields("computer virus infected account bank money transfer urgent security alert password screen locked remote " +
	"download install refund invoice order payment gift card code verify update support technician department suspended blocked today")

// manyCues makes 600 cues of 6 phrases each, cut like those of the content.
func manyCues() []Record {
	shapes := []string{
		"%s (your|the|my)? ..4 %s", "(please|kindly)? %s ..2 (%s|now|today)", "<ring> (us|our)? ..4 %s ..3 %s",
		"(%s|has been %s|was) ..3 <phone>", "%s* ..6 (<brand>|<tool>)", "to (%s|get|stop) (a|the)? %s",
	}
	var out []Record
	for i := range 600 {
		r := Record{ID: fmt.Sprint("c", i)}
		for k, shape := range shapes {
			a, b := benchWords[(i+k)%len(benchWords)], benchWords[(i*7+k*3)%len(benchWords)]
			args := []any{a, b}[:strings.Count(shape, "%s")]
			r.Phrases = append(r.Phrases, fmt.Sprintf(shape, args...))
		}
		out = append(out, r)
	}
	return append(out, negationCues()...)
}

// message is a text of 500 bytes.
const message = "Dear customer, your computer has been locked because a virus was found on it. Your bank account and password are at risk. " +
	"Do not shut down your computer. Please call Microsoft Support on 0800 046 5729 now to verify your account, and our technician will " +
	"install AnyDesk and clean it today. A payment of £399 was taken for your order; to stop it and get a refund, download the form. " +
	"If you do not call, your account will be suspended today. We will never ask for your password or code. Security Department of it."

// BenchmarkFind tells what one message costs. The aim for FoldAndFind: 14
// allocations and 60 µs at most.
func BenchmarkFind(b *testing.B) {
	set := compile(b, manyCues()...)
	d := text.Fold(message[:500])
	b.Run("Find", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			set.Find(d)
		}
	})
	b.Run("FoldAndFind", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			set.Find(text.Fold(message[:500]))
		}
	})
}

// BenchmarkFindHostile finds in texts of 16 KiB made to be slow.
func BenchmarkFindHostile(b *testing.B) {
	set := compile(b, manyCues()...)
	for _, u := range append([]string{"do not ", "we will never ", "we will never but ", "if you do not ", "beware of ", "please ", "to ", "call ", "0800 046 5729 ", "give us a ",
		"microsoft.com ", "xn--a.com ", "do not click, ", "click or ", "your computer virus infected account bank ", "any "}, strings.Join(benchWords, " ")+" ", strings.Join(benchWords, " to ")+" please ") {
		d := text.Fold(strings.Repeat(u, text.MaxBytes/len(u)))
		b.Run(strings.ReplaceAll(u[:min(len(u), 20)], " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				set.Find(d)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	cues := manyCues()
	for b.Loop() {
		compile(b, cues...)
	}
}

// TestStatesBounded sees that no repetition makes the phrases half met, or the hits, grow without bound.
func TestStatesBounded(t *testing.T) {
	set := compile(t, manyCues()...)
	for _, u := range []string{"to ", "please call computer ", "your computer virus ", "do not click or ", strings.Join(benchWords, " ") + " "} {
		d := text.Fold(strings.Repeat(u, text.MaxBytes/len(u)))
		x := &scratch{}
		set.places(d, x)
		r := &x.runner
		r.start(&set.cues)
		for i := range d.Tokens {
			r.at(i, x.places.class[i], x.places.at(i), false, anything)
			for _, states := range r.ring {
				if len(states) > maxStates {
					t.Fatalf("%q: %d phrases half met", u, len(states))
				}
			}
		}
		if n := len(set.Find(d).Hits); n > maxHits {
			t.Errorf("%q: %d hits", u, n)
		}
	}
}
