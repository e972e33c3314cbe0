package mail_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"image/png"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"

	"hangup/bot/mail"
	"hangup/bot/picture"
	"hangup/knowledge"
)

// reader reads PDF too; without the programs for that the test is left out.
func reader(t *testing.T, pictures picture.Reader) *mail.Reader {
	t.Helper()
	host := picture.NewHost(0)
	for _, program := range []string{"pdftotext", "pdfinfo", "pdftoppm"} {
		if !host.Has(program) {
			t.Skip(program + " is not on this machine: install poppler-utils to read PDF")
		}
	}
	return mail.New(host, pictures)
}

// paper makes a PDF of A4 pages with the words given; more may add to it.
func paper(t *testing.T, more func(*fpdf.Fpdf), pages ...string) string {
	t.Helper()
	f := fpdf.New("P", "mm", "A4", "")
	latin := f.UnicodeTranslatorFromDescriptor("")
	f.SetFont("Helvetica", "", 12)
	for _, words := range pages {
		f.AddPage()
		f.MultiCell(0, 6, latin(words), "", "L", false)
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// invoice is an invoice with its table, and a button that leads to target.
func invoice(t *testing.T, firm, target string, rows [][2]string, foot string) string {
	t.Helper()
	return paper(t, func(f *fpdf.Fpdf) {
		latin := f.UnicodeTranslatorFromDescriptor("")
		for _, row := range rows {
			f.CellFormat(90, 8, latin(row[0]), "1", 0, "L", false, 0, "")
			f.CellFormat(60, 8, latin(row[1]), "1", 1, "R", false, 0, "")
		}
		f.Ln(6)
		f.MultiCell(0, 6, latin(foot), "", "L", false)
		f.CellFormat(60, 8, "View order", "1", 1, "C", false, 0, target)
	}, firm+"\nINVOICE\n\nThank you for your order with "+firm+".")
}

// TestInvoices reads invoices as PDF, alone and attached to a mail.
func TestInvoices(t *testing.T) {
	r := reader(t, nil)
	tests := []struct {
		name, body string
		level      knowledge.Level
		seen       []string
		target     string
	}{
		{"norton", invoice(t, "Norton LifeLock", "https://norton-orders.example/v", [][2]string{{"Norton 360 Premium, 3 years", "£349.99"}, {"Total", "£349.99"}},
			"Your subscription has been renewed and £349.99 will be debited from your account today. If you did not authorise this charge, call our billing department within 24 hours on 0808 157 0192 to cancel and get a refund."),
			knowledge.Scam, []string{"Norton 360 Premium, 3 years", "£349.99", "0808 157 0192"}, "https://norton-orders.example/v"},
		{"geek squad", invoice(t, "Geek Squad", "", [][2]string{{"Best Buy Geek Squad Total Protection", "$499.00"}, {"Payment mode", "Auto debit"}},
			"Your plan was renewed automatically. For any questions, or to cancel this order and claim your refund, call customer care +1 888 555 0143."),
			knowledge.Scam, []string{"Auto debit", "+1 888 555 0143"}, ""},
		{"paypal", invoice(t, "PayPal", "", [][2]string{{"Bitcoin purchase", "$612.40"}, {"Status", "Pending"}},
			"If you did not make this transaction, call PayPal Support at once on +1 (888) 555-0119. Our technician will connect to your computer to stop it."),
			knowledge.Scam, []string{"$612.40", "+1 (888) 555-0119"}, ""},
		{"plumber", invoice(t, "Holt & Sons Plumbing", "", [][2]string{{"New kitchen tap, fitted", "£86.00"}, {"VAT", "£17.20"}, {"Total", "£103.20"}},
			"Work done on 3 November. Please pay within 30 days. Thank you, Derek Holt."),
			knowledge.None, []string{"kitchen tap", "£103.20"}, ""},
		{"water bill", paper(t, nil, "Severn Trent Water\n\nYour bill for 1 April to 30 September\n\nWater used: 61 cubic metres\nAmount due: £214.18\n\nYou pay by Direct Debit, so there is nothing you need to do. We will take £35.70 on the 1st of each month."),
			knowledge.None, []string{"Amount due: £214.18"}, ""},
	}
	for _, test := range tests {
		for _, how := range []string{"alone", "attached"} {
			t.Run(test.name+" "+how, func(t *testing.T) {
				body := test.body
				if how == "attached" {
					body = mixed("Content-Type: text/plain\r\n\r\nPlease see the attached invoice.", attached("INV-2281.pdf", body))
				}
				read := r.Read(context.Background(), "", "", []byte(body))
				for _, want := range test.seen {
					if !strings.Contains(read.Words(), want) {
						t.Errorf("%q is not there in:\n%s", want, read.Words())
					}
				}
				if links := blocks(read, picture.Linked); test.target != "" && (len(links) != 1 || links[0].Text != test.target) {
					t.Errorf("links %+v, want %s", links, test.target)
				}
				if v := level(t, read); v.Level != test.level || !read.Sure || len(read.Missing) > 0 {
					t.Errorf("level %v (%.1f), want %v; sure %v, missing %v, words:\n%s", v.Level, v.Score, test.level, read.Sure, read.Missing, read.Words())
				}
			})
		}
	}
}

// TestDrawnPages: pages without words are looked at as pictures, a few of them.
func TestDrawnPages(t *testing.T) {
	var sizes []int
	r := reader(t, func(_ context.Context, _, mime string, b []byte) picture.Text {
		c, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil || mime != "image/png" {
			t.Errorf("%s: %v", mime, err)
		}
		sizes = append(sizes, max(c.Width, c.Height))
		return picture.Text{Blocks: []picture.Block{{Kind: picture.Words, Text: "Call 0808 157 0192"}}}
	})
	var shot bytes.Buffer
	if err := png.Encode(&shot, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	body := paper(t, func(f *fpdf.Fpdf) {
		for i := range 5 {
			f.AddPage()
			f.RegisterImageOptionsReader(fmt.Sprint(i), fpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(shot.Bytes()))
			f.ImageOptions(fmt.Sprint(i), 10, 10, 180, 0, false, fpdf.ImageOptions{}, 0, "")
		}
	})
	read := r.Read(context.Background(), "scan.pdf", "", []byte(body))
	if !slices.Equal(sizes, []int{2000, 2000, 2000}) || read.Sure || !strings.Contains(read.Words(), "0808") || !slices.Equal(read.Missing, []string{"pages"}) {
		t.Errorf("drawn %v, sure %v, missing %v, words %q", sizes, read.Sure, read.Missing, read.Words())
	}
	sizes = nil
	body = paper(t, func(f *fpdf.Fpdf) { f.SetProtection(fpdf.CnProtectPrint, "", "owner") }, strings.Repeat("Call 0808 157 0192 today. ", 20))
	if read := r.Read(context.Background(), "", "", []byte(body)); !strings.Contains(read.Words(), "0808") {
		t.Errorf("words that must not be copied: drawn %v, missing %v, words %q", sizes, read.Missing, read.Words())
	}
}

// heap is a PDF of one page, which draws what is packed in a stream.
func heap(t *testing.T, box string, drawn []byte) string {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(drawn); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + box + "]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
		fmt.Sprintf("4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n", b.Len(), b.String())
}

// TestHostilePDFs: each ends in words or a sentence, in time, and no program is left over.
func TestHostilePDFs(t *testing.T) {
	before := runtime.NumGoroutine()
	r := reader(t, func(context.Context, string, string, []byte) picture.Text { return picture.Lacking("no-words") })
	say := sentences(t)
	whole := paper(t, nil, strings.Repeat("Pay today. ", 60))
	words := []byte("BT /F 12 Tf 10 700 Td (" + strings.Repeat("Pay today. ", 20) + ") Tj ET\n")
	hostiles := []hostile{
		{name: "the first line only", missing: "broken", body: as("%PDF-1.4\n")},
		{name: "noise", missing: "broken", body: as("%PDF-1.7\n" + strings.Repeat("\x80\x01obj<<>>endobj\n", 5000))},
		{name: "cut in half", missing: "broken", body: as(whole[:len(whole)/3])},
		{name: "a broken table of places", words: "Pay today.", body: as(strings.Replace(whole, "startxref\n", "startxref\n9", 1))},
		{name: "behind other bytes", words: "Pay today.", body: as(strings.Repeat("\n", 500) + whole)},
		{name: "with a zip behind it", words: "Pay today.", body: as(whole + zipped)},
		{name: "with a script", words: "Pay today.", body: func(t *testing.T) string {
			t.Helper()
			return paper(t, func(f *fpdf.Fpdf) { f.SetJavascript("while(1){app.alert('x')}") }, strings.Repeat("Pay today. ", 60))
		}},
		{name: "with a password", missing: "locked", body: func(t *testing.T) string {
			t.Helper()
			return paper(t, func(f *fpdf.Fpdf) { f.SetProtection(0, "secret", "owner") }, "Pay today.")
		}},
		{name: "a thousand pages", missing: "pages", words: "Pay today.", body: func(t *testing.T) string {
			t.Helper()
			return paper(t, nil, slices.Repeat([]string{strings.Repeat("Pay today. ", 20)}, 1000)...)
		}},
		{name: "a page of a mile", missing: "no-words", body: func(t *testing.T) string { t.Helper(); return heap(t, "9000000 9000000", nil) }},
		{name: "a bomb of words", missing: "slow", body: func(t *testing.T) string { t.Helper(); return heap(t, "600 800", bytes.Repeat(words, 20000)) }},
		{name: "a bomb of lines", missing: "slow", body: func(t *testing.T) string {
			t.Helper()
			return heap(t, "600 800", bytes.Repeat([]byte("0 0 m 600 800 l 9 9 9 RG S\n"), 3<<20))
		}},
		{name: "pages that hold themselves", missing: "no-words", body: as("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n")},
	}
	t.Run("all", func(t *testing.T) {
		for _, h := range hostiles {
			t.Run(h.name, func(t *testing.T) {
				t.Parallel()
				h.check(t, r, say, 60*time.Second)
			})
		}
	})
	leftOver(t, before)
}

// TestNoPDFReader: without the programs it is said so.
func TestNoPDFReader(t *testing.T) {
	if read := mail.New(nil, nil).Read(context.Background(), "", "", []byte(paper(t, nil, "Pay today."))); !slices.Equal(read.Missing, []string{"no-document-reader"}) {
		t.Errorf("missing %v", read.Missing)
	}
}
