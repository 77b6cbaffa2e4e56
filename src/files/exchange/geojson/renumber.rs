//! Features that are new wherever they came from: each with an id of its own.

use serde_json::Value;

/// Returns GeoJSON in which every feature has an id of its own; `None` where it is no JSON: what is wrong with it is
/// for the reader to say.
pub(in crate::files::exchange) fn renumbered(bytes: &[u8], seed: u64) -> Option<String> {
    let mut json: Value = serde_json::from_slice(bytes).ok()?;
    let mut count = 0_u32;
    let mut number = |feature: &mut Value| {
        if let Some(members) = feature.as_object_mut()
            && members.get("type").is_some_and(|kind| kind == "Feature")
        {
            count += 1;
            members.insert("id".to_owned(), format!("pasted-{seed:016x}-{count}").into());
        }
    };
    match json.get_mut("features").and_then(Value::as_array_mut) {
        Some(features) => features.iter_mut().for_each(number),
        None => number(&mut json),
    }
    Some(json.to_string())
}
