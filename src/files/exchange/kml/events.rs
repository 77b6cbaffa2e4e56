//! The pieces of an XML file one after the other, with limits and with the line each stands on.
//!
//! Knows no element of KML.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::super::encoding::decode;
use super::ReadKmlError;

/// Elements within each other.
const MAX_DEPTH: usize = 32;
/// Pieces in a file.
const MAX_PIECES: usize = 8_000_000;

/// Returns the bytes as text, in the encoding that the file says it has.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ReadKmlError> {
    let head: Vec<u8> = bytes.iter().copied().take(200).collect();
    let head = String::from_utf8_lossy(&head);
    let declared = head.split_once("?>").and_then(|(head, _)| {
        let (_, rest) = head.split_once("encoding")?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    });
    Ok(decode(bytes, declared)?)
}

/// A piece of the file.
pub(super) enum Piece<'t> {
    /// An element begins.
    Open(Tag<'t>),
    /// The innermost element ends.
    Close,
    /// Text, or the blanks between elements.
    Text(Cow<'t, str>),
    /// The file ends, with every element closed.
    End,
}

/// The beginning of an element.
pub(super) struct Tag<'t> {
    start: BytesStart<'t>,
    /// Its name without a prefix.
    pub name: String,
}

impl Tag<'_> {
    /// Returns an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.html_attributes();
        // Looking for names that come twice takes the square of their number.
        attributes.with_checks(false);
        let mut named = attributes
            .flatten()
            .filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
        let value = named.next()?.value;
        let value = String::from_utf8_lossy(&value);
        Some(match quick_xml::escape::unescape(&value) {
            Ok(plain) => plain.into_owned(),
            Err(_) => value.into_owned(),
        })
    }
}

/// A file, piece by piece.
pub(super) struct Events<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// The elements that are open.
    open: Vec<String>,
    pieces: usize,
    /// How far lines were counted, and how many there were.
    counted: (usize, usize),
}

impl<'t> Events<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            text,
            reader,
            open: Vec::new(),
            pieces: 0,
            counted: (0, 1),
        }
    }

    /// Returns the line that was read last, counted from 1.
    pub(super) fn line(&mut self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.line_of(at)
    }

    fn line_of(&mut self, at: usize) -> usize {
        let (from, lines) = self.counted;
        let at = at.min(self.text.len());
        if at < from {
            let before = self.text.as_bytes().get(..at).unwrap_or_default();
            return before.split(|byte| *byte == b'\n').count();
        }
        let between = self.text.as_bytes().get(from..at).unwrap_or_default();
        let line = lines - 1 + between.split(|byte| *byte == b'\n').count();
        self.counted = (at, line);
        line
    }

    /// Returns the error of there being too much of something here.
    pub(super) fn too_much(&mut self, what: impl Into<String>, remedy: &'static str) -> ReadKmlError {
        let (line, what) = (self.line(), what.into());
        ReadKmlError::TooMuch { line, what, remedy }
    }

    /// Returns the next piece.
    pub(super) fn next(&mut self) -> Result<Piece<'t>, ReadKmlError> {
        loop {
            self.pieces += 1;
            if self.pieces > MAX_PIECES {
                let what = format!("the file has more than {MAX_PIECES} pieces");
                return Err(self.too_much(what, "split it"));
            }
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.fault(&error)),
            };
            match event {
                Event::Start(start) | Event::Empty(start) => return self.opened(start),
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return Ok(Piece::Text(self.within(text.decode())?)),
                Event::CData(text) => return Ok(Piece::Text(self.within(text.decode())?)),
                Event::GeneralRef(reference) => {
                    let name = self.within(reference.decode())?;
                    let letter = match reference.resolve_char_ref() {
                        Ok(letter) => letter.map(|letter| Cow::Owned(letter.to_string())),
                        Err(_) => None,
                    };
                    let known = quick_xml::escape::resolve_predefined_entity(&name).map(Cow::Borrowed);
                    // With no document type there are no others; people write HTML's, which are read later.
                    let text = letter.or(known).unwrap_or_else(|| format!("&{name};").into());
                    return Ok(Piece::Text(text));
                }
                Event::DocType(_) => {
                    let line = self.line();
                    return Err(ReadKmlError::DocumentType { line });
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => {
                    return match self.open.last().cloned() {
                        None => Ok(Piece::End),
                        Some(element) => {
                            let line = self.line();
                            Err(ReadKmlError::CutOff { line, element })
                        }
                    };
                }
            }
        }
    }

    fn opened(&mut self, start: BytesStart<'t>) -> Result<Piece<'t>, ReadKmlError> {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        if self.open.len() == MAX_DEPTH {
            let what = format!("more than {MAX_DEPTH} elements lie within each other");
            return Err(self.too_much(what, "have it exported with fewer folders in folders"));
        }
        self.open.push(name.chars().take(40).collect());
        Ok(Piece::Open(Tag { start, name }))
    }

    /// Reads on to the end of the element that was opened last, and leaves all of it out.
    pub(super) fn skip(&mut self) -> Result<(), ReadKmlError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Piece::Open(_) => depth += 1,
                Piece::Close => depth -= 1,
                Piece::Text(_) => {}
                Piece::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// Reads the text of the element that was opened last, up to a limit in bytes; elements in it are left
    /// out.
    pub(super) fn content(&mut self, most: usize) -> Result<Cow<'t, str>, ReadKmlError> {
        let mut content: Cow<'t, str> = Cow::Borrowed("");
        loop {
            match self.next()? {
                Piece::Text(text) if content.is_empty() => content = text,
                Piece::Text(text) => content.to_mut().push_str(&text),
                Piece::Open(_) => self.skip()?,
                Piece::Close | Piece::End => return Ok(content),
            }
            if content.len() > most {
                let what = format!("a text has more than {most} bytes");
                return Err(self.too_much(what, "shorten it"));
            }
        }
    }

    fn within<T, E>(&mut self, decoded: Result<T, E>) -> Result<T, ReadKmlError> {
        decoded.map_err(|_| {
            let line = self.line();
            let what = "its text is damaged".to_owned();
            ReadKmlError::NotXml { line, what }
        })
    }

    /// Turns the parser's errors into the planner's words.
    fn fault(&mut self, error: &Error) -> ReadKmlError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let line = self.line_of(at);
        let short = |name: &str| name.chars().take(40).collect::<String>();
        let what = match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "`<!` begins nothing that is known".to_owned(),
            Error::Syntax(_) => {
                let element = self.open.last().cloned().unwrap_or_else(|| "kml".to_owned());
                return ReadKmlError::CutOff { line, element };
            }
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("</{}> where </{}> was expected", short(found), short(expected))
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                format!("</{}> closes nothing", short(found))
            }
            _ => "it is not well-formed".to_owned(),
        };
        ReadKmlError::NotXml { line, what }
    }
}
