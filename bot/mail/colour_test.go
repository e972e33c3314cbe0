package mail_test

import (
	"context"
	"strings"
	"testing"

	"hangup/bot/mail"
	"hangup/bot/picture"
)

// TestSeen: words are seen or hidden as a browser shows them.
func TestSeen(t *testing.T) {
	hidden := []string{
		`<p style="color:rgb(255,255,255)">Words`, `<p style="color: rgb(100% 100% 100%)">Words`, `<p style="color:rgba(0, 0, 0, 0)">Words`,
		`<p style="color:rgba(0,0,0,.02)">Words`, `<p style="color:hsl(0, 0%, 100%)">Words`, `<p style="color:#fffe">Words`, `<p style="color:#ffffffff">Words`,
		`<p style="color:#00000000">Words`, `<p style="color:transparent">Words`, `<p style="color:ghostwhite">Words`, `<font color="FFFFFF">Words`,
		`<p style="font:0/0 a">Words`, `<p style="font: bold 0px Arial">Words`, `<p style="font-size:0em">Words`, `<p style="font-size:0"><b style="font-size:2em">Words`,
		`<p style="transform:scale(0)">Words`, `<p style="clip-path:inset(100%)">Words`, `<p style="clip-path:circle(0)">Words`, `<p style="filter:opacity(0)">Words`,
		`<p style="opacity:2%">Words`, `<p style="line-height:0;overflow:hidden">Words`, `<p hidden>Words`, `<p style="display:none !important;display:block">Words`,
		`<style>.x{display:none!important}</style><p class=x style="display:block">Words`, `<style>td{background:#003366}</style><table><td style="color:#003366">Words`,
		`<style>.x{color:white}</style><p class=x>Words`, `<div style="display:none"><p style="display:block">Words`, `<table><td bgcolor=navy style="color:rgb(0,0,128)">Words`,
	}
	seen := []string{
		`<table><td style="background:rgb(10,20,90);color:white">Words`, `<table><td bgcolor="darkslateblue"><font color=white>Words`,
		`<div style="color:#fff"><table><td bgcolor=black>Words`, `<style>td{background-color:hsl(240,100%,20%)}</style><table><td style="color:#fff">Words`,
		`<style>table td{background:black}</style><table><td class=a style="color:#fff">Words`, `<p style="font-size:0"><span style="font-size:16px">Words`,
		`<p style="font:0/0 a"><font size=3>Words`, `<p style="visibility:hidden"><b style="visibility:visible">Words`,
		`<style>.x{display:none}</style><p class=x style="display:block">Words`, `<p hidden style="display:block">Words`, `<p style="transform:scale(0.8)">Words`,
		`<p style="font: 400 16px/0 Arial">Words`, `<p style="color:var(--ink)">Words`, `<table><td style="background:url(a.png) white;color:#fff">Words`,
		`<p style="background:linear-gradient(red,blue);color:#fff">Words`, `<p style="background:none;color:rgba(0,0,0,.87)">Words`,
		`<p style="opacity:0.9;filter:opacity(90%);clip-path:inset(0)">Words`, `<p style="background:var(--dark);color:white">Words`, `<p style="line-height:0">Words`,
	}
	r := mail.New(nil, nil)
	check := func(body string, shows bool) {
		read := r.Read(context.Background(), "a.html", "text/html", []byte("<html><body>"+body))
		if strings.Contains(read.Words(), "Words") != shows || (len(blocks(read, picture.Hidden)) > 0) == shows {
			t.Errorf("%s: seen %v, want %v", body, !shows, shows)
		}
	}
	for _, body := range hidden {
		check(body, false)
	}
	for _, body := range seen {
		check(body, true)
	}
}
