package relay

import (
	"context"
	"slices"
	"sync"
	"time"
)

// parcel says where a message of a stream lies, not what is in it.
type parcel struct {
	seq     uint64
	subject string
	at      time.Time // when the store took it
	joins   bool
	loud    bool // a reply that goes out before others
}

// lanes are the chats of one part of a stream: each chat one message at a time,
// in order, and no chat waiting for another. A lane lives as long as something
// waits in it.
type lanes struct {
	ctx  context.Context // ends at once when the part is lost
	stop <-chan struct{} // closed: finish what is in hand and begin nothing new
	step func(context.Context, *lane)

	mu   sync.Mutex
	open map[string]*lane
	wg   sync.WaitGroup
}

// lane is what waits in one chat.
type lane struct {
	*lanes
	chat  string
	queue []parcel
	more  chan struct{} // holds one when something has come
}

func newLanes(ctx context.Context, stop <-chan struct{}, step func(context.Context, *lane)) *lanes {
	return &lanes{ctx: ctx, stop: stop, step: step, open: map[string]*lane{}}
}

// add puts a message at the end of its chat's lane.
func (ls *lanes) add(p parcel) {
	chat, _ := of(p.subject)
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l, ok := ls.open[chat]
	if !ok {
		l = &lane{lanes: ls, chat: chat, more: make(chan struct{}, 1)}
		ls.open[chat] = l
		ls.wg.Go(l.run)
	}
	l.queue = append(l.queue, p)
	select {
	case l.more <- struct{}{}:
	default:
	}
}

// run takes step after step until nothing waits. The lane is opened with
// something in it, so it never finds itself empty before its first step.
func (l *lane) run() {
	select {
	case <-l.more:
	case <-l.ctx.Done():
	}
	for !l.stopping() && !l.shutIfEmpty() {
		l.step(l.ctx, l)
	}
}

// shutIfEmpty closes a lane in which nothing waits.
func (l *lane) shutIfEmpty() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) > 0 {
		return false
	}
	delete(l.open, l.chat)
	return true
}

// front gives the first n of what waits, or fewer.
func (l *lane) front(n int) []parcel {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]parcel(nil), l.queue[:min(n, len(l.queue))]...)
}

// drop takes messages out of the lane, wherever they stand.
func (l *lane) drop(seqs ...uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = slices.DeleteFunc(l.queue, func(p parcel) bool { return slices.Contains(seqs, p.seq) })
}

// stopping tells whether nothing new may be begun.
func (l *lane) stopping() bool {
	select {
	case <-l.stop:
		return true
	case <-l.ctx.Done():
		return true
	default:
		return false
	}
}

// pause waits, and tells whether the lane may go on.
func (l *lane) pause(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-l.stop:
	case <-l.ctx.Done():
	}
	return false
}

// await waits for a further message, at most d. It tells whether the lane may go on.
func (l *lane) await(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-l.more:
		return true
	case <-l.stop:
	case <-l.ctx.Done():
	}
	return false
}
