//! Bytes from a terminal → events, wherever the bytes were cut.

mod paste;
mod sequence;

use std::time::Duration;

use crate::app::event::Event;
use crate::app::key::Code;
use crate::app::key::Key;
use crate::terminal::decode::sequence::Meaning;

/// How long a lone ESC may still turn out to begin a sequence. A person cannot press the next key sooner than this on
/// purpose, and the rest of a sequence rarely comes later.
pub const ESC_TIMEOUT: Duration = Duration::from_millis(50);

/// How long an unfinished sequence is waited for. On a slow line it may come in pieces; waiting costs nothing, as only
/// Alt-[ and its like look the same, while giving up early would type what is left of it.
pub const SEQUENCE_TIMEOUT: Duration = Duration::from_millis(500);

/// Turns bytes into events, one byte at a time, so that where they were cut cannot matter.
///
/// What it knows: UTF-8, control bytes, Alt as a leading ESC, the cursor and function keys of xterm, the Linux console,
/// the vt220 and rxvt, kitty's `CSI u`, bracketed paste and SGR mouse reports. Everything else that has the form of a
/// sequence (focus reports, answers to questions of an earlier program) is swallowed whole; bytes that are no UTF-8 are
/// dropped. So Alt with one of `[ O ] P X ^ _` is no key: it begins a sequence.
///
/// A terminal that does not take the end marker out of pasted text lets the text behind it arrive as keys: no program
/// can tell that from typing.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    /// An ESC stood before what is being read: Alt, or the Esc key where Alt makes no sense.
    escaped: bool,
    /// The unfinished part: of a UTF-8 character, of a sequence's parameters, or of a paste.
    held: Vec<u8>,
    paste_limit: usize,
    answers: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between keys, or within a UTF-8 character.
    Ground,
    /// After ESC; `escaped` tells whether a second one came.
    Escape,
    /// After `ESC [`.
    Csi,
    /// After `ESC [ [`: the Linux console's F1 to F5.
    Console,
    /// After `ESC O`.
    Ss3,
    /// After `ESC [ M`: an old mouse report has this many bytes to come, of any value.
    OldMouse(u8),
    /// Within OSC, DCS, SOS, PM or APC; true after an ESC, which may begin the terminator.
    Text(bool),
    /// Within a bracketed paste.
    Paste,
}

impl Default for Decoder {
    fn default() -> Decoder {
        Decoder { state: State::Ground, escaped: false, held: Vec::new(), paste_limit: paste::LIMIT, answers: 0 }
    }
}

impl Decoder {
    /// The events that end within `bytes`. An unfinished one is held until its rest comes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            self.step(byte, &mut events);
        }
        events
    }

    /// How many times since the last call the terminal has answered that it is there (DSR 5).
    pub fn take_answers(&mut self) -> usize {
        std::mem::take(&mut self.answers)
    }

    /// What is held when nothing came for [`Decoder::patience`]: a lone ESC is the Esc key, an unfinished sequence is
    /// dropped, never typed.
    pub fn expire(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        match self.state {
            State::Ground | State::Paste => {}
            State::Escape => {
                self.take_escape(&mut events);
                events.push(Event::Key(Key::plain(Code::Esc)));
                self.state = State::Ground;
            }
            _ => self.abandon(&mut events),
        }
        events
    }

    /// How long to wait for another byte before [`Decoder::expire`]; `None` when no silence would change anything: with
    /// nothing held, within a paste (text is never turned into keys), and within a UTF-8 character (the next byte
    /// decides, and a line may pause between any two).
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Paste => None,
            State::Escape => Some(ESC_TIMEOUT),
            _ => Some(SEQUENCE_TIMEOUT),
        }
    }

    fn step(&mut self, byte: u8, events: &mut Vec<Event>) {
        match self.state {
            State::Ground => self.ground(byte, events),
            State::Escape => self.escape(byte, events),
            State::Csi => self.csi(byte, events),
            State::Ss3 => self.ss3(byte, events),
            State::Console => match byte {
                b'A'..=b'E' => self.finish(Meaning::key(Code::F(byte - b'A' + 1)), events),
                0x20..=0x7e => self.abandon(events),
                _ => self.interrupt(byte, events),
            },
            State::OldMouse(0 | 1) => self.abandon(events),
            State::OldMouse(left) => self.state = State::OldMouse(left - 1),
            State::Text(after_escape) => match byte {
                b'\\' if after_escape => self.abandon(events),
                _ if after_escape => {
                    self.state = State::Escape;
                    self.escape(byte, events);
                }
                // BEL ends an OSC; CAN and SUB break any sequence off.
                0x07 | 0x18 | 0x1a => self.abandon(events),
                0x1b => self.state = State::Text(true),
                _ => {}
            },
            State::Paste => self.paste(byte, events),
        }
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        if byte < 0x80 {
            // What was held is a character cut short: no UTF-8.
            if !self.held.is_empty() {
                self.reset();
            }
            if byte == 0x1b {
                self.state = State::Escape;
            } else {
                self.finish(sequence::ascii(byte).map_or(Meaning::Nothing, Meaning::Key), events);
            }
            return;
        }
        self.held.push(byte);
        match std::str::from_utf8(&self.held).map(|text| text.chars().next()) {
            // U+0080 to U+009F are control characters nobody types.
            Ok(Some(c)) if !c.is_control() => {
                self.held.clear();
                self.finish(Meaning::Key(Key::char(c)), events);
            }
            Err(cut) if cut.error_len().is_none() => {}
            // The new byte does not continue the held ones, but may begin a character of its own.
            Err(_) if self.held.len() > 1 => {
                self.reset();
                self.ground(byte, events);
            }
            _ => self.reset(),
        }
    }

    fn escape(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0x1b => {
                self.take_escape(events);
                self.escaped = true;
            }
            b'[' => self.state = State::Csi,
            b'O' => self.state = State::Ss3,
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.take_escape(events);
                self.state = State::Text(false);
            }
            _ => {
                // Of two ESC before a plain key the first was the Esc key, the second is Alt.
                self.take_escape(events);
                self.escaped = true;
                self.state = State::Ground;
                self.ground(byte, events);
            }
        }
    }

    fn csi(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'$' if sequence::is_rxvt_shift(&self.held) => {
                let meaning = sequence::csi(&self.held, byte);
                self.finish(meaning, events);
            }
            0x20..=0x3f => self.hold_parameter(byte),
            b'[' if self.held.is_empty() => self.state = State::Console,
            b'M' if self.held.is_empty() => self.state = State::OldMouse(3),
            0x40..=0x7e => {
                let meaning = sequence::csi(&self.held, byte);
                self.finish(meaning, events);
            }
            _ => self.interrupt(byte, events),
        }
    }

    fn ss3(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'0'..=b';' => self.hold_parameter(byte),
            0x20..=0x7e => {
                let meaning = sequence::ss3(&self.held, byte);
                self.finish(meaning, events);
            }
            _ => self.interrupt(byte, events),
        }
    }

    /// Of parameters too long for any sequence we know, only so much is kept as shows that they are.
    fn hold_parameter(&mut self, byte: u8) {
        if self.held.len() <= sequence::PARAMETERS_LIMIT {
            self.held.push(byte);
        }
    }

    fn paste(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.held.push(byte);
        if byte == b'~' && self.held.ends_with(paste::END) {
            self.held.truncate(self.held.len() - paste::END.len());
            events.push(Event::Paste(paste::text_of(&self.held)));
            self.held = Vec::new();
            self.state = State::Ground;
        } else if self.held.len() >= self.paste_limit {
            let rest = self.held.split_off(paste::whole_prefix(&self.held));
            events.push(Event::Paste(paste::text_of(&self.held)));
            self.held = rest;
        }
    }

    /// A sequence has ended and means this.
    fn finish(&mut self, meaning: Meaning, events: &mut Vec<Event>) {
        self.held.clear();
        self.state = State::Ground;
        match meaning {
            Meaning::Key(key) => {
                let alt = key.alt || std::mem::take(&mut self.escaped);
                events.push(Event::Key(Key { alt, ..key }));
            }
            Meaning::Mouse(mouse) => {
                self.take_escape(events);
                events.push(Event::Mouse(mouse));
            }
            Meaning::PasteBegins => {
                self.take_escape(events);
                self.state = State::Paste;
            }
            Meaning::Answer => {
                self.answers += 1;
                self.abandon(events);
            }
            Meaning::Nothing => self.reset(),
            Meaning::Unknown => self.abandon(events),
        }
    }

    /// Drops the unfinished or unknown sequence. An ESC right before it was the Esc key: that one is kept.
    fn abandon(&mut self, events: &mut Vec<Event>) {
        self.take_escape(events);
        self.reset();
    }

    /// A byte that cannot stand in a sequence breaks it off and is read for itself.
    fn interrupt(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.abandon(events);
        self.ground(byte, events);
    }

    fn take_escape(&mut self, events: &mut Vec<Event>) {
        if std::mem::take(&mut self.escaped) {
            events.push(Event::Key(Key::plain(Code::Esc)));
        }
    }

    fn reset(&mut self) {
        self.held.clear();
        self.escaped = false;
        self.state = State::Ground;
    }
}

#[cfg(test)]
mod tests;
