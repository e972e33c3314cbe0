package discord

import (
	"regexp"
	"testing"

	"hangup/adapters/discord/discordtest"
)

var sharedCode = regexp.MustCompile(`pair-[0-9]+-[a-z2-7]{10}`)

// TestFamilyLink goes from /family to the trusted person's being told.
func TestFamilyLink(t *testing.T) {
	srv := discordtest.New(t)
	town(t, srv)
	mum, anna := srv.Person("Margaret"), srv.Person("Anna")
	c, a := mum.DM(), anna.DM()
	c.Command("family", map[string]string{"name": "Anna"})
	c.Next(t)
	share := c.Next(t)
	code := sharedCode.FindString(share.Text)
	if code == "" || share.Preview || share.Pings {
		t.Fatalf("there is nothing to send in %q", share.Text)
	}
	a.Say("family " + code)
	m := a.Next(t)
	wantText(t, m, "trusted person")
	a.Press(t, m, label(t, m, "Yes"))
	a.Next(t)
	m = c.Next(t)
	wantText(t, m, "Anna says yes")
	c.Press(t, m, label(t, m, "Yes"))
	c.Next(t)
	wantText(t, a.Next(t), "trusted person of Margaret")
	g := srv.Guild("Family", anna)
	g.Add()
	at := mum.In(g.System())
	at.Next(t)
	at.Command("now", nil) // in a server, and yet alone
	m = at.Next(t)
	at.Press(t, m, label(t, m, "in my computer"))
	m = at.Next(t)
	at.Press(t, m, label(t, m, "Tell Anna"))
	wantText(t, at.Next(t), "I have told Anna")
	told := a.Next(t)
	wantText(t, told, "Margaret", "Ring them now")
	if told.Silent {
		t.Error("the call for help makes no sound")
	}
}
