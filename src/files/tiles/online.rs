//! Tiles from an address that the user typed: the only place of the program that connects to anything.
//!
//! Nothing here decides to connect: [`Fetcher::tile`] is called for a map that was added and switched on.
//! It asks the host that was typed and no other (a redirection is not followed), waits a limited time,
//! sends no cookie and nothing about the plan, and names in errors the host alone, since an address may
//! carry a key.

use std::time::Duration;

use super::{MAX_STORED_BYTES, ReadTileError, Tile, TileId, TileSetInfo, decode};
use crate::files::basemap::UnitBox;
use crate::model::can_be_seen;

/// The deepest zoom that is asked for: beyond it most maps have nothing, and what they have is enlarged.
const DEEPEST: u8 = 19;

/// How long a host may take to answer, and to send all of a tile.
const CONNECT: Duration = Duration::from_secs(6);
const WHOLE: Duration = Duration::from_secs(15);

/// The address of every tile of a map: `{z}`, `{x}` and `{y}` stand for zoom, column and row; `{-y}` counts
/// rows from the south.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    host: String,
}

/// Why a text is no address of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Another scheme, or none.
    #[error("an address of tiles begins with https:// or http://")]
    NotHttp,
    /// No host.
    #[error("the address names no host")]
    NoHost,
    /// `user:password@`.
    #[error("the address holds a user or password: leave out what stands before the @")]
    HasUser,
    /// A placeholder is missing.
    #[error("the address needs {{z}}, {{x}} and {{y}} where zoom, column and row go")]
    NoPlaceholders,
    /// White space or control characters.
    #[error("the address has a blank or a character that cannot be seen in it")]
    Blank,
    /// Longer than an address is.
    #[error("the address is longer than 1,000 letters")]
    TooLong,
}

/// Why there is no tile from a host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The host did not answer as it should.
    #[error("{host} {what}")]
    NoAnswer {
        /// The host asked.
        host: String,
        /// What it did.
        what: String,
    },
    /// What came is no tile.
    #[error("a tile of {host} cannot be shown: {source}")]
    NoTile {
        /// The host asked.
        host: String,
        /// Why.
        source: ReadTileError,
    },
}

impl Template {
    /// Reads an address.
    ///
    /// # Errors
    /// [`TemplateError`]: what is wrong with it.
    pub fn read(text: &str) -> Result<Self, TemplateError> {
        let text = text.trim();
        if text.chars().count() > 1000 {
            return Err(TemplateError::TooLong);
        }
        if text
            .chars()
            .any(|letter| letter.is_whitespace() || !can_be_seen(letter))
        {
            return Err(TemplateError::Blank);
        }
        let rest = ["https://", "http://"].iter().find_map(|scheme| {
            let (start, rest) = text.split_at_checked(scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then_some(rest)
        });
        let rest = rest.ok_or(TemplateError::NotHttp)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(TemplateError::HasUser);
        }
        if authority.is_empty() || authority.starts_with(':') || authority.contains(['{', '}', '\\']) {
            return Err(TemplateError::NoHost);
        }
        let has_row = path.contains("{y}") || path.contains("{-y}");
        if !path.contains("{z}") || !path.contains("{x}") || !has_row {
            return Err(TemplateError::NoPlaceholders);
        }
        Ok(Self {
            text: text.to_owned(),
            host: authority.to_owned(),
        })
    }

    /// Returns the address as it was typed; it may carry a key, so it is shown to nobody but its owner.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the host, with its port where one is named.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns what is known of the map: nothing but its host.
    pub fn info(&self) -> TileSetInfo {
        TileSetInfo {
            name: self.host.clone(),
            credit: String::new(),
            min_zoom: 0,
            max_zoom: DEEPEST,
            bounds: UnitBox::WORLD,
        }
    }

    /// Returns the address of a tile.
    fn address(&self, id: TileId) -> String {
        self.text
            .replace("{z}", &id.z().to_string())
            .replace("{x}", &id.x().to_string())
            .replace("{y}", &id.y().to_string())
            .replace("{-y}", &id.row_from_south().to_string())
    }
}

/// Asks hosts for tiles, one after the other.
pub struct Fetcher {
    agent: ureq::Agent,
}

impl Default for Fetcher {
    fn default() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!(
                "Entente/",
                env!("CARGO_PKG_VERSION"),
                " (desktop map planner)"
            ))
            .build();
        Self {
            agent: config.new_agent(),
        }
    }
}

impl Fetcher {
    /// Asks for a tile; `None` where the host has none there.
    ///
    /// # Errors
    /// [`FetchError`]: the host does not answer, or what it sends is no tile.
    pub fn tile(&self, template: &Template, id: TileId) -> Result<Option<Tile>, FetchError> {
        let host = || template.host.clone();
        let no_answer = |what: String| FetchError::NoAnswer { host: host(), what };
        let mut answer = self
            .agent
            .get(template.address(id))
            .call()
            .map_err(|error| no_answer(why(&error)))?;
        match answer.status().as_u16() {
            200 => {}
            204 | 404 | 410 => return Ok(None),
            300..=399 => {
                return Err(no_answer(
                    "points to another address, which is not followed; type that one".to_owned(),
                ));
            }
            status => return Err(no_answer(format!("refuses (status {status})"))),
        }
        let body = answer.body_mut().with_config().limit(MAX_STORED_BYTES as u64 + 1);
        let bytes = body.read_to_vec().map_err(|error| no_answer(why(&error)))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        decode(id, &bytes)
            .map(Some)
            .map_err(|source| FetchError::NoTile { host: host(), source })
    }
}

/// Says what went wrong without the address, which may carry a key.
fn why(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "does not answer in time".to_owned(),
        ureq::Error::HostNotFound => "is not found; is there a network?".to_owned(),
        ureq::Error::ConnectionFailed => "cannot be reached".to_owned(),
        ureq::Error::Io(error) => format!("cannot be reached ({})", error.kind()),
        ureq::Error::BodyExceedsLimit(_) => format!("sends more than {MAX_STORED_BYTES} bytes for a tile"),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "cannot prove who it is (certificate)".to_owned(),
        _ => "does not answer as it should".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused_with_a_reason() {
        let read = |text: &str| Template::read(text).map(|template| template.host().to_owned());
        assert_eq!(
            read(" https://a.example.org/{z}/{x}/{y}.png "),
            Ok("a.example.org".to_owned())
        );
        assert_eq!(
            read("http://127.0.0.1:8080/{z}/{x}/{-y}?key=k"),
            Ok("127.0.0.1:8080".to_owned())
        );
        for (text, error) in [
            ("ftp://a/{z}/{x}/{y}", TemplateError::NotHttp),
            ("file:///etc/{z}/{x}/{y}", TemplateError::NotHttp),
            ("a.example.org/{z}/{x}/{y}", TemplateError::NotHttp),
            ("https:///{z}/{x}/{y}", TemplateError::NoHost),
            ("https://{z}/{x}/{y}", TemplateError::NoHost),
            ("https://user:secret@a/{z}/{x}/{y}", TemplateError::HasUser),
            ("https://a/{z}/{x}.png", TemplateError::NoPlaceholders),
            ("https://a/{z}/{x}/{y} b", TemplateError::Blank),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(
            Template::read(&format!("https://a/{{z}}/{{x}}/{{y}}{}", "x".repeat(1000))),
            Err(TemplateError::TooLong)
        );
    }

    #[test]
    fn rows_are_counted_from_either_side() {
        let id = TileId::new(3, 5, 2).unwrap();
        let address = |text: &str| Template::read(text).unwrap().address(id);
        assert_eq!(address("http://a/{z}/{x}/{y}.png"), "http://a/3/5/2.png");
        assert_eq!(address("http://a/{z}/{x}/{-y}"), "http://a/3/5/5");
    }
}
