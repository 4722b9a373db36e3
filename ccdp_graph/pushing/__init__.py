"""Sending a build elsewhere: into a store, or into a catalogue of others."""
