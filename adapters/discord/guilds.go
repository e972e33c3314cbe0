package discord

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// guildFor is how long what is known of a server holds.
const guildFor = 2 * time.Minute

// guilds knows who manages a server, for a while.
type guilds struct {
	api  *api
	mu   sync.Mutex
	kept map[string]known
	in   map[string]bool // servers that a session began with
}

// known is a server as it was at a time.
type known struct {
	guild

	at time.Time
}

func newGuilds(p *api) *guilds {
	return &guilds{api: p, kept: map[string]known{}, in: map[string]bool{}}
}

// list notes that we are in a server already.
func (g *guilds) list(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.in[id] = true
}

// listed reports whether we were in a server when the session began, or since.
func (g *guilds) listed(id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.in[id]
}

// keep notes a server that came, or that we are not in any more.
func (g *guilds) keep(x guild, here bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if x.Gone {
		return
	}
	if !here {
		delete(g.in, x.ID)
		delete(g.kept, x.ID)
		return
	}
	g.in[x.ID] = true
	if len(g.kept) > maxKept {
		clear(g.kept)
	}
	g.kept[x.ID] = known{x, time.Now()}
}

// stale asks again next time about the server that an event names.
func (g *guilds) stale(body []byte) {
	var about struct {
		ID    string `json:"id"`
		Guild string `json:"guild_id"`
	}
	if json.Unmarshal(body, &about) != nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.kept, about.ID)
	delete(g.kept, about.Guild)
}

// of gives a server; nothing if Discord does not say.
func (g *guilds) of(ctx context.Context, id string) guild {
	g.mu.Lock()
	k, ok := g.kept[id]
	g.mu.Unlock()
	if ok && time.Since(k.at) < guildFor {
		return k.guild
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	var fresh guild
	if g.api.get(ctx, discordgo.EndpointGuild(id), &fresh) != nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.kept[id] = known{k.guild, time.Now()} // better than nothing
		return k.guild
	}
	fresh.ID = id
	g.keep(fresh, true)
	return fresh
}

// role is what a member with these roles may do in a server.
func (g *guilds) role(ctx context.Context, id, person string, roles []string) bot.Role {
	x := g.of(ctx, id)
	if x.Owner != "" && x.Owner == person {
		return bot.Admin
	}
	for _, r := range x.Roles {
		mine := r.ID == id || slices.Contains(roles, r.ID) // the role of everybody has the server's id
		if mine && rights(r.Permissions)&(rightAdmin|rightManage) != 0 {
			return bot.Admin
		}
	}
	return bot.Member
}

// roleAfar is the same for somebody whose roles have to be asked for.
func (g *guilds) roleAfar(ctx context.Context, id, person string) bot.Role {
	if g.of(ctx, id).Owner == person {
		return bot.Admin
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	var m member
	if g.api.get(ctx, discordgo.EndpointGuildMember(id, person), &m) != nil {
		return bot.Member
	}
	return g.role(ctx, id, person, m.Roles)
}

// rooms knows the channels of people's direct messages.
type rooms struct {
	api  *api
	mu   sync.Mutex
	kept map[string]string // channel by person
}

func newRooms(p *api) *rooms { return &rooms{api: p, kept: map[string]string{}} }

// of gives the channel in which a person reads us, opening it if need be.
func (o *rooms) of(ctx context.Context, person string) (string, error) {
	o.mu.Lock()
	c := o.kept[person]
	o.mu.Unlock()
	if c != "" {
		return c, nil
	}
	var made struct {
		ID string `json:"id"`
	}
	err := o.api.do(ctx, request{method: "POST", at: dmOpen, body: map[string]string{"recipient_id": person}}, &made)
	if err != nil {
		return "", err
	}
	o.keep(person, made.ID)
	return made.ID, nil
}

// keep notes where a person reads us.
func (o *rooms) keep(person, channel string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.kept) > maxKept {
		clear(o.kept)
	}
	o.kept[person] = channel
}
