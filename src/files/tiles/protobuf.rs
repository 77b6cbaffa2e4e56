//! Just enough of protocol buffers to read vector tiles: fields, varints, lengths.
//!
//! Borrows from the bytes; every read ends where they end. Groups, long gone from the format, are refused.

/// A field and what it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'b> {
    /// A whole number.
    Number(u64),
    /// Eight bytes.
    Eight([u8; 8]),
    /// Bytes, a text or a message.
    Bytes(&'b [u8]),
    /// Four bytes.
    Four([u8; 4]),
}

/// Iterates over the fields of a message; an error ends it.
pub(super) struct Fields<'b> {
    rest: &'b [u8],
    failed: bool,
}

impl<'b> Fields<'b> {
    pub(super) const fn of(message: &'b [u8]) -> Self {
        Self {
            rest: message,
            failed: false,
        }
    }

    fn field(&mut self) -> Option<(u64, Value<'b>)> {
        let key = varint(&mut self.rest)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut self.rest)?),
            1 => Value::Eight(take(&mut self.rest, 8)?.try_into().ok()?),
            2 => {
                let length = usize::try_from(varint(&mut self.rest)?).ok()?;
                Value::Bytes(take(&mut self.rest, length)?)
            }
            5 => Value::Four(take(&mut self.rest, 4)?.try_into().ok()?),
            _ => return None,
        };
        Some((key >> 3, value))
    }
}

/// The bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoMessage;

impl<'b> Iterator for Fields<'b> {
    type Item = Result<(u64, Value<'b>), NoMessage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.rest.is_empty() {
            return None;
        }
        let field = self.field().ok_or(NoMessage);
        self.failed = field.is_err();
        Some(field)
    }
}

/// Takes a LEB128 number off the front; `None` where the bytes end or it has more than 64 bits.
pub(super) fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for place in 0..10_u32 {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        let bits = u64::from(byte & 0x7f);
        if place == 9 && bits > 1 {
            return None;
        }
        number |= bits << (7 * place);
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Returns a number that is coded with its sign in the last bit.
pub(super) const fn unzigzag(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_until_the_bytes_end() {
        let message = [0x08, 0x96, 0x01, 0x12, 0x02, b'o', b'k', 0x1d, 1, 2, 3, 4];
        let fields: Vec<_> = Fields::of(&message).collect();
        assert_eq!(
            fields,
            [
                Ok((1, Value::Number(150))),
                Ok((2, Value::Bytes(b"ok"))),
                Ok((3, Value::Four([1, 2, 3, 4]))),
            ]
        );
    }

    #[test]
    fn what_is_no_message_ends_with_an_error() {
        for message in [
            &[0x08][..],
            &[0x12, 0x05, b'a'],
            &[0x0b],
            &[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
            &[0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        ] {
            assert_eq!(Fields::of(message).last(), Some(Err(NoMessage)), "{message:?}");
        }
    }

    #[test]
    fn signs_come_back() {
        assert_eq!([0, 1, 2, 3, u32::MAX].map(unzigzag), [0, -1, 1, -2, i32::MIN]);
    }
}
