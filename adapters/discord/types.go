package discord

import (
	"encoding/json"
	"strconv"
	"time"
)

// The parts of Discord's objects that are looked at. They are our own, because
// one component that the library does not know empties a whole event there.

type user struct {
	ID     string `json:"id"`
	Name   string `json:"username"`
	Global string `json:"global_name"`
	Bot    bool   `json:"bot"`
}

// shown is what Discord shows of u.
func (u *user) shown() string {
	switch {
	case u == nil:
		return ""
	case u.Global != "":
		return u.Global
	}
	return u.Name
}

func (u *user) id() string {
	if u == nil {
		return ""
	}
	return u.ID
}

type member struct {
	User        *user    `json:"user"`
	Nick        string   `json:"nick"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"` // of interactions only, in their channel
}

type message struct {
	ID        string     `json:"id"`
	Channel   string     `json:"channel_id"`
	Guild     string     `json:"guild_id"`
	Author    *user      `json:"author"`
	Member    *member    `json:"member"`
	Webhook   string     `json:"webhook_id"`
	Type      int        `json:"type"`
	Flags     int64      `json:"flags"`
	Time      stamp      `json:"timestamp"`
	Edited    *stamp     `json:"edited_timestamp"`
	Mentions  []user     `json:"mentions"`
	Ref       *reference `json:"message_reference"`
	Answered  *message   `json:"referenced_message"`
	Snapshots []snapshot `json:"message_snapshots"`
	Of        any        `json:"interaction_metadata"` // it answers a command of some application
	words
}

// words are what a message or a snapshot holds of its sender's.
type words struct {
	Content    string          `json:"content"`
	Files      []file          `json:"attachments"`
	Embeds     []embed         `json:"embeds"`
	Stickers   []named         `json:"sticker_items"`
	Poll       *poll           `json:"poll"`
	Components json.RawMessage `json:"components"`
}

type snapshot struct {
	Message struct {
		Mentions []user `json:"mentions"`
		Flags    int64  `json:"flags"`
		words
	} `json:"message"`
}

type reference struct {
	Type    int    `json:"type"` // 1: a forward
	Message string `json:"message_id"`
	Channel string `json:"channel_id"`
	Guild   string `json:"guild_id"`
}

type file struct {
	ID   string `json:"id"`
	Name string `json:"filename"`
	Mime string `json:"content_type"`
	Size int64  `json:"size"`
	URL  string `json:"url"`
	Wave string `json:"waveform"` // of a voice message
}

type named struct {
	Name string `json:"name"`
}

type embed struct {
	Title  string `json:"title"`
	Text   string `json:"description"`
	URL    string `json:"url"`
	Author *named `json:"author"`
	Footer *struct {
		Text string `json:"text"`
	} `json:"footer"`
	Fields []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

type poll struct {
	Question struct {
		Text string `json:"text"`
	} `json:"question"`
	Answers []struct {
		Media struct {
			Text string `json:"text"`
		} `json:"poll_media"`
	} `json:"answers"`
}

// The types of messages that people send (discord.com/developers/docs/resources/
// message): plain and in answer to another one. All others tell of something.
const (
	typePlain = 0
	typeReply = 19
)

// flagVoice marks a voice message; flagHidden one that only one person sees.
const (
	flagVoice   = 1 << 13
	flagHidden  = 1 << 6
	flagNoLook  = 1 << 2 // no previews
	flagQuiet   = 1 << 12
	flagLayout  = 1 << 15
	refForward  = 1
	rightManage = 1 << 5
	rightAdmin  = 1 << 3
)

// stamp is a time as Discord writes it; one that cannot be read is zero.
type stamp struct{ time.Time }

// UnmarshalJSON never fails: a time is no reason to lose a message.
func (s *stamp) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		s.Time, _ = time.Parse(time.RFC3339, text)
	}
	return nil
}

// The types of interactions.
const (
	_ = iota + 1 // a ping, which only comes over HTTP
	pressCommand
	pressButton
	pressTyping // autocomplete
)

// The kinds of commands.
const (
	commandWords   = 1
	commandMessage = 3
)

type interaction struct {
	ID      string         `json:"id"`
	App     string         `json:"application_id"`
	Type    int            `json:"type"`
	Token   string         `json:"token"`
	Guild   string         `json:"guild_id"`
	Channel string         `json:"channel_id"`
	Context *int           `json:"context"` // 0 server, 1 the bot's own chat, 2 another private chat
	Owners  map[string]any `json:"authorizing_integration_owners"`
	Member  *member        `json:"member"`
	User    *user          `json:"user"`
	Message *message       `json:"message"`
	Call    call           `json:"data"`
}

// call is what was called or pressed.
type call struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Target   string   `json:"target_id"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
	Options  []option `json:"options"`
	Resolved struct {
		Messages map[string]message `json:"messages"`
		Files    map[string]file    `json:"attachments"`
	} `json:"resolved"`
}

type option struct {
	Name    string `json:"name"`
	Type    int    `json:"type"`
	Value   any    `json:"value"`
	Focused bool   `json:"focused"`
}

// who is the person behind an interaction.
func (i *interaction) who() *user {
	if i.Member != nil && i.Member.User != nil {
		return i.Member.User
	}
	return i.User
}

// The places of interactions.
const (
	inServer = iota
	inOurChat
	inOtherChat
)

// place says where i was made; Discord leaves it out in old forms.
func (i *interaction) place() int {
	switch {
	case i.Context != nil:
		return *i.Context
	case i.Guild != "":
		return inServer
	}
	return inOurChat
}

// member reports whether the bot itself belongs to the server of i.
func (i *interaction) withBot() bool {
	if i.Guild == "" || i.place() != inServer {
		return false
	}
	_, server := i.Owners["0"]
	return len(i.Owners) == 0 || server
}

// hidden reports whether only the asker may see the answer to i.
func (i *interaction) hidden() bool { return i.place() != inOurChat }

type guild struct {
	ID     string `json:"id"`
	Owner  string `json:"owner_id"`
	System string `json:"system_channel_id"`
	Joined stamp  `json:"joined_at"`
	Gone   bool   `json:"unavailable"`
	Roles  []role `json:"roles"`
}

type role struct {
	ID          string `json:"id"`
	Permissions string `json:"permissions"`
}

// rights reads a permissions number.
func rights(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // what is no number gives no right
	return n
}
