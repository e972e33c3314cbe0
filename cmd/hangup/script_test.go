package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run hangup itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hangup": main})
}

// TestScripts runs the command lines in testdata as a person would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir+"/home") // where the store is, unless a script says otherwise
			e.Setenv("XDG_DATA_HOME", "")
			return nil
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
