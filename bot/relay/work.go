package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// taken is an update in hand: its name, where it lies, and what it says. Its
// names stand in the mark that says that it is answered.
type taken struct {
	ID  string `json:"id"`
	Seq uint64 `json:"seq"`
	is  stored
}

// stored is an update as it lies in the stream: what a platform sent, or a
// wake-up of our own.
type stored struct {
	bot.Raw
	Wake *bot.Message `json:",omitempty"`
}

// work answers what stands first in a lane. Whatever cuts it off, doing it again
// from the start comes to the same.
func (r *Relay) work(ctx context.Context, l *lane) {
	group := r.gather(l)
	if len(group) == 0 {
		return
	}
	var done []uint64
	if r.insist(ctx, l, func(ctx context.Context) error {
		var err error
		done, err = r.answer(ctx, l, group)
		return err
	}) {
		l.drop(done...)
	}
}

// answer gives the places of what is answered, and gone, when it returns nil.
func (r *Relay) answer(ctx context.Context, l *lane, group []parcel) ([]uint64, error) {
	ts, gone, err := r.takeAll(ctx, group)
	if err != nil || len(ts) == 0 {
		return gone, err
	}
	if r.doors[ts[0].is.Platform] == nil {
		r.Log.Warn("messages wait for a platform that is off", "platform", ts[0].is.Platform)
		for l.pause(afterRefuse * 60) {
			r.Log.Debug("messages still wait for a platform that is off", "platform", ts[0].is.Platform)
		}
		return gone, errors.New("the platform is off")
	}
	m, by, err := r.message(ctx, ts)
	if err == nil {
		err = r.converse(ctx, m, by, ts[0].Seq)
	}
	if err != nil && !errors.Is(err, bot.ErrNoMessage) {
		return nil, err
	}
	return seqs(ts, gone), r.finish(ctx, ts)
}

func seqs(ts []taken, more []uint64) []uint64 {
	for _, t := range ts {
		more = append(more, t.Seq)
	}
	return more
}

// takeAll fetches what is to be answered. What was answered before a crash is
// removed here; gone are the places of what is not there any more.
func (r *Relay) takeAll(ctx context.Context, group []parcel) (ts []taken, gone []uint64, err error) {
	for _, p := range group {
		if slices.Contains(gone, p.seq) {
			continue
		}
		t, before, err := r.take(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		if before != nil {
			if err := r.finish(ctx, before); err != nil {
				return nil, nil, err
			}
			gone = seqs(before, gone)
			continue
		}
		ts = append(ts, t)
	}
	ts = slices.DeleteFunc(ts, func(t taken) bool { return slices.Contains(gone, t.Seq) })
	return ts, gone, nil
}

// take fetches one update. before is not nil if it was answered before: what was
// answered with it.
func (r *Relay) take(ctx context.Context, p parcel) (t taken, before []taken, err error) {
	found, err := fetch(ctx, r.in, p.seq)
	if err != nil {
		return t, nil, err
	}
	if found == nil {
		return t, []taken{{Seq: p.seq}}, nil
	}
	t = taken{ID: found.Header.Get(jetstream.MsgIDHeader), Seq: p.seq}
	if json.Unmarshal(found.Data, &t.is) != nil {
		r.Log.Error("a stored update is damaged and cannot be answered")
		return t, []taken{t}, nil //nolint:nilerr // trying again would find it as damaged
	}
	seen, err := r.mark(ctx, "in."+t.ID)
	if err != nil || seen == nil {
		return t, nil, err
	}
	if json.Unmarshal(seen, &before) != nil || !slices.ContainsFunc(before, func(b taken) bool { return b.Seq == p.seq }) {
		before = []taken{t} // the same update, offered again
	}
	return t, before, nil
}

// message makes one message of what belongs together, and its name.
func (r *Relay) message(ctx context.Context, ts []taken) (bot.Message, string, error) {
	var ms []bot.Message
	var ids []string
	for _, t := range ts {
		m, err := r.meaning(t.is)
		ids = append(ids, t.ID)
		switch {
		case errors.Is(err, bot.ErrNoMessage):
		case err != nil:
			if err := r.buryUpdate(ctx, t); err != nil {
				return bot.Message{}, "", err
			}
		default:
			ms = append(ms, m)
		}
	}
	if len(ms) == 0 {
		return bot.Message{}, "", bot.ErrNoMessage
	}
	return r.fill(ctx, bot.Join(ms)), r.hash("work", ids...), nil
}

// meaning is the message in an update.
func (r *Relay) meaning(u stored) (bot.Message, error) {
	if u.Wake != nil {
		return *u.Wake, nil
	}
	return decode(r.doors[u.Platform], u.Raw)
}

// converse runs the handler, keeps the state it leads to, and files what it says.
func (r *Relay) converse(ctx context.Context, m bot.Message, by string, seq uint64) error {
	out, err := r.handle(ctx, m, by)
	if err != nil {
		return err
	}
	if out.Forget {
		if err := r.forget(ctx, m, by, seq); err != nil {
			return err
		}
	}
	if err := r.fileAll(ctx, m, out, by); err != nil {
		return err
	}
	return r.wipeLetter(ctx, m)
}

// maxRaces is how often a lost race is run again at once.
const maxRaces = 50

// handle runs the handler on the state as it is, and keeps the new one. A lost
// race is run again.
func (r *Relay) handle(ctx context.Context, m bot.Message, by string) (bot.Outcome, error) {
	for range maxRaces {
		state, h, err := r.load(ctx, m, by)
		if err != nil {
			return bot.Outcome{}, err
		}
		out, ok := r.safely(ctx, m, state)
		if !ok {
			return out, nil
		}
		err = r.save(ctx, h, by, out.State)
		if err == nil && out.MoveTo != (bot.Chat{}) {
			err = r.move(ctx, by, out.MoveTo, out.State.Group)
		}
		if !errors.Is(err, errRace) {
			return out, err
		}
	}
	return bot.Outcome{}, errRace
}

// finish marks updates as answered and removes them. The first mark names them
// all, so that a crash in between leaves none of them to be answered again.
func (r *Relay) finish(ctx context.Context, ts []taken) error {
	list, err := json.Marshal(ts)
	if err != nil {
		return fmt.Errorf("encoding a mark: %w", err)
	}
	for _, t := range ts {
		if t.ID == "" {
			continue
		}
		if err := r.setMark(ctx, "in."+t.ID, list); err != nil {
			return err
		}
	}
	for _, t := range slices.Backward(ts) {
		if err := secureDelete(ctx, r.in, t.Seq); err != nil {
			return fmt.Errorf("removing an answered update: %w", err)
		}
	}
	return nil
}
