//! What begins with a parenthesis: groups, look-around, conditions, flags, comments.

use super::flags::{self, ASCII, IGNORECASE, LOCALE, UNICODE, VERBOSE};
use super::source::{Complaint, quoted};
use super::translate::{Group, MOST_NESTED, Parser, Part};
use crate::runtime::error::Error;
use crate::runtime::exception::ExcKind;
use crate::types::str::classify::is_identifier;

/// The flags of which one at most may be given.
const TYPES: u32 = ASCII | LOCALE | UNICODE;

impl Parser {
    /// Whatever a parenthesis opens, from behind it; `first` says that nothing stands before it.
    pub(super) fn group(&mut self, flags: u32, first: bool) -> Complaint<Group> {
        let start = self.source.at - 1;
        if !self.source.accept('?') {
            return self.capturing(start, flags, None).map(Group::Part);
        }
        let Some(c) = self.source.next() else {
            return Err(self.source.error("unexpected end of pattern", 0));
        };
        match c {
            'P' => self.named(start, flags).map(Group::Part),
            ':' => self.plain(start, flags, "(?:").map(Group::Part),
            '>' => self.plain(start, flags, "(?>").map(Group::Part),
            '#' => self.comment(start),
            '=' => self.look(start, flags, "(?=").map(Group::Part),
            '!' => self.look(start, flags, "(?!").map(Group::Part),
            '<' => self.look_behind(start, flags).map(Group::Part),
            '(' => self.conditional(start, flags).map(Group::Part),
            '-' => self.scoped(start, flags, c, first),
            _ if flags::of_letter(c).is_some() => self.scoped(start, flags, c, first),
            _ => Err(self.source.error(&format!("unknown extension ?{c}"), 2)),
        }
    }

    /// The inside of a group and its closing parenthesis.
    fn inside(&mut self, start: usize, flags: u32) -> Complaint<Part> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return Err(Error::new(
                ExcKind::RecursionError,
                "maximum recursion depth exceeded",
            ));
        }
        let part = self.alternatives(flags, false)?;
        self.depth -= 1;
        self.close(start)?;
        Ok(part)
    }

    fn close(&mut self, start: usize) -> Complaint<()> {
        if self.source.accept(')') {
            return Ok(());
        }
        let message = "missing ), unterminated subpattern";
        Err(self.source.error_at(message, start))
    }

    fn plain(&mut self, start: usize, flags: u32, opening: &str) -> Complaint<Part> {
        let inside = self.inside(start, flags)?;
        Ok(Part {
            text: format!("{opening}{})", inside.text),
            ..inside
        })
    }

    fn capturing(&mut self, start: usize, flags: u32, name: Option<String>) -> Complaint<Part> {
        let number = self.groups.len();
        self.groups.push(false);
        if let Some(name) = name {
            if let Some((_, before)) = self.names.iter().find(|(known, _)| *known == name) {
                let message = format!(
                    "redefinition of group name {} as group {number}; was group {before}",
                    quoted(&name)
                );
                return Err(self.source.error(&message, name.chars().count() + 1));
            }
            self.names.push((name, number));
        }
        let part = self.plain(start, flags, "(")?;
        if let Some(closed) = self.groups.get_mut(number) {
            *closed = true;
        }
        self.closing.push(number);
        Ok(part)
    }

    /// `(?P<name>…)` and `(?P=name)`, from behind the `P`.
    fn named(&mut self, start: usize, flags: u32) -> Complaint<Part> {
        if self.source.accept('<') {
            let name = self.source.until('>', "group name")?;
            self.check_name(&name)?;
            return self.capturing(start, flags, Some(name));
        }
        if self.source.accept('=') {
            let name = self.source.until(')', "group name")?;
            self.check_name(&name)?;
            let group = self.group_named(&name)?;
            return self.reference(group, name.chars().count() + 1);
        }
        match self.source.next() {
            Some(c) => Err(self.source.error(&format!("unknown extension ?P{c}"), 3)),
            None => Err(self.source.error("unexpected end of pattern", 0)),
        }
    }

    /// A group's name, just read with its terminator, must be an identifier.
    fn check_name(&self, name: &str) -> Complaint<()> {
        if is_identifier(name) && (self.is_text || name.is_ascii()) {
            return Ok(());
        }
        let message = format!("bad character in group name {}", quoted(name));
        Err(self.source.error(&message, name.chars().count() + 1))
    }

    fn group_named(&self, name: &str) -> Complaint<usize> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map(|(_, group)| *group).ok_or_else(|| {
            let message = format!("unknown group name {}", quoted(name));
            self.source.error(&message, name.chars().count() + 1)
        })
    }

    fn comment(&mut self, start: usize) -> Complaint<Group> {
        loop {
            match self.source.next() {
                Some(')') => return Ok(Group::Comment),
                Some(_) => {}
                None => {
                    let message = "missing ), unterminated comment";
                    return Err(self.source.error_at(message, start));
                }
            }
        }
    }

    /// A look-ahead; wrapped, because the engine repeats none that stands bare.
    fn look(&mut self, start: usize, flags: u32, opening: &str) -> Complaint<Part> {
        let inside = self.inside(start, flags)?;
        Ok(Part::empty(format!("(?:{opening}{}))", inside.text)))
    }

    /// `(?<=…)` and `(?<!…)`, from behind the `<`.
    fn look_behind(&mut self, start: usize, flags: u32) -> Complaint<Part> {
        let opening = match self.source.next() {
            Some('=') => "(?<=",
            Some('!') => "(?<!",
            Some(c) => return Err(self.source.error(&format!("unknown extension ?<{c}"), 3)),
            None => return Err(self.source.error("unexpected end of pattern", 0)),
        };
        let outermost = self.lookbehind.is_none();
        self.lookbehind.get_or_insert(self.groups.len());
        let inside = self.inside(start, flags)?;
        if outermost {
            self.lookbehind = None;
        }
        if inside.least != inside.most {
            let message = "look-behind requires fixed-width pattern";
            return Err(Error::new(ExcKind::PatternError, message));
        }
        Ok(Part::empty(format!("(?:{opening}{}))", inside.text)))
    }

    /// `(?(1)yes|no)`, from behind the second parenthesis.
    fn conditional(&mut self, start: usize, flags: u32) -> Complaint<Part> {
        let name = self.source.until(')', "group name")?;
        let length = name.chars().count() + 1;
        let group = if name.bytes().all(|byte| byte.is_ascii_digit()) {
            let group = name.parse().unwrap_or(usize::MAX);
            if group == 0 {
                return Err(self.source.error("bad group number", length));
            }
            self.conditions.push((group, self.source.at - length));
            group
        } else {
            self.check_name(&name)?;
            self.group_named(&name)?
        };
        self.check_lookbehind(group)?;
        let yes = self.sequence(flags, false)?;
        let mut text = format!("(?({group}){}", yes.text);
        let (mut least, mut most) = (0, yes.most);
        if self.source.accept('|') {
            let no = self.sequence(flags, false)?;
            if self.source.peek() == Some('|') {
                let message = "conditional backref with more than two branches";
                return Err(self.source.error(message, 0));
            }
            text.push('|');
            text.push_str(&no.text);
            least = yes.least.min(no.least);
            most = most.max(no.most);
        }
        self.close(start)?;
        text.push(')');
        Ok(Part { text, least, most })
    }

    /// `(?i)`, `(?i:…)`, `(?s-i:…)`, from behind the first letter.
    fn scoped(&mut self, start: usize, flags: u32, c: char, first: bool) -> Complaint<Group> {
        let mut added = 0;
        let mut c = c;
        while c != '-' {
            added |= self.inline_flag(c, added)?;
            c = match self.source.next() {
                None => return Err(self.source.error("missing -, : or )", 0)),
                Some(')') => {
                    self.flags |= added;
                    if !first {
                        let message = "global flags not at the start of the expression";
                        return Err(self.source.error_at(message, start));
                    }
                    return Ok(Group::Flags);
                }
                Some(':') => break,
                Some(c) => self.flag_or(c, "missing -, : or )")?,
            };
        }
        let mut removed = 0;
        if c == '-' {
            c = match self.source.next() {
                None => return Err(self.source.error("missing flag", 0)),
                Some('-') => return Err(self.source.error("missing flag", 1)),
                Some(c) => self.flag_or(c, "missing flag")?,
            };
            loop {
                let flag = flags::of_letter(c).unwrap_or(0);
                if flag & TYPES != 0 {
                    let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                    return Err(self.source.error(message, 0));
                }
                removed |= flag;
                c = match self.source.next() {
                    None => return Err(self.source.error("missing :", 0)),
                    Some(':') => break,
                    Some(c) => self.flag_or(c, "missing :")?,
                };
            }
        }
        if added & removed != 0 {
            let message = "bad inline flags: flag turned on and off";
            return Err(self.source.error(message, 1));
        }
        let base = if added & TYPES != 0 {
            flags & !TYPES
        } else {
            flags
        };
        let inner = (base | added) & !removed;
        let opening = match (flags & IGNORECASE != 0, inner & IGNORECASE != 0) {
            (false, true) => "(?i:",
            (true, false) => "(?-i:",
            (true, true) | (false, false) => "(?:",
        };
        self.plain(start, inner, opening).map(Group::Part)
    }

    /// A letter where a flag may stand: itself if it is one (or `-`), else the complaint that fits.
    fn flag_or(&self, c: char, otherwise: &str) -> Complaint<char> {
        let may_turn = otherwise.starts_with("missing -");
        if flags::of_letter(c).is_some() || (c == '-' && may_turn) {
            return Ok(c);
        }
        let message = if c.is_alphabetic() {
            "unknown flag"
        } else {
            otherwise
        };
        Err(self.source.error(message, 1))
    }

    fn inline_flag(&self, letter: char, added: u32) -> Complaint<u32> {
        let flag = flags::of_letter(letter).unwrap_or(VERBOSE);
        let refusal = if self.is_text && flag == LOCALE {
            "bad inline flags: cannot use 'L' flag with a str pattern"
        } else if !self.is_text && flag == UNICODE {
            "bad inline flags: cannot use 'u' flag with a bytes pattern"
        } else if flag & TYPES != 0 && (added | flag) & TYPES != flag {
            "bad inline flags: flags 'a', 'u' and 'L' are incompatible"
        } else {
            return Ok(flag);
        };
        Err(self.source.error(refusal, 0))
    }
}
