package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"hangup/bot"
)

// judge answers with what fn makes of the body. A stranger may not name files
// of this machine.
func (d *Door) judge(fn Judge) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, fields, files, free, ok := d.apiBody(w, r)
		defer free()
		if !ok {
			return
		}
		for _, name := range []string{"file", "image"} {
			if _, has := fields[name]; has {
				d.apiError(w, http.StatusBadRequest, d.say("field", "field", name))
				return
			}
		}
		v, err := fn(r.Context(), body, files)
		if err != nil {
			d.apiError(w, http.StatusBadRequest, err.Error())
			return
		}
		d.apiAnswer(w, http.StatusOK, v)
	}
}

// apiBody reads the one JSON object of a request, or the fields of an upload as
// if they were one. free is called when the files are done with. False means that
// the request has been answered.
func (d *Door) apiBody(w http.ResponseWriter, r *http.Request) (body []byte, fields map[string]json.RawMessage, files []bot.Attachment, free func(), ok bool) {
	body, files, free, err := d.apiRead(w, r)
	switch {
	case errors.Is(err, errTooLong):
		d.apiError(w, http.StatusRequestEntityTooLarge, d.say("too-long"))
	case err != nil:
		d.apiError(w, http.StatusBadRequest, d.say("unread-form"))
	default:
		fields, err = object(body)
		if err == nil {
			return body, fields, files, free, true
		}
		d.apiError(w, http.StatusBadRequest, d.say("not-json"))
	}
	return nil, nil, nil, free, false
}

func (d *Door) apiRead(w http.ResponseWriter, r *http.Request) (body []byte, files []bot.Attachment, free func(), err error) {
	if !isUpload(r) {
		body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			err = reason(err)
		}
		return body, nil, func() {}, err
	}
	form, files, free, err := d.readFiles(w, r)
	if err != nil {
		return nil, nil, free, err
	}
	fields := map[string]string{}
	for k := range form {
		fields[k] = clean(form.Get(k))
	}
	body, err = json.Marshal(fields)
	return body, files, free, err
}

// object reads exactly one JSON object.
func object(body []byte) (map[string]json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	if fields == nil { // null
		return nil, errUnread
	}
	return fields, nil
}

func (d *Door) apiError(w http.ResponseWriter, code int, sentence string) {
	d.apiAnswer(w, code, map[string]string{"error": strings.ReplaceAll(sentence, "\n\n", "\n")})
}

func (d *Door) apiAnswer(w http.ResponseWriter, code int, v any) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		d.opts.Log.Error("answer cannot be JSON", "platform", "web", "type", fmt.Sprintf("%T", v))
		d.apiError(w, http.StatusInternalServerError, d.refusal("broken").Text())
		return
	}
	deliver(w, code, "application/json; charset=utf-8", out.Bytes())
}
