//! Every function, echelon and flag through a code and back; codes of others; texts that are no codes.

use super::*;
use crate::model::{Echelon, Function};

fn symbol(function: Function) -> Symbol {
    Symbol {
        function,
        ..Symbol::default()
    }
}

/// What a code says, on one line.
fn said(text: &str) -> String {
    match SymbolCode::read(text) {
        Ok(code) => {
            let symbol = &code.symbol;
            let flags = [
                (symbol.planned, "planned"),
                (symbol.headquarters, "HQ"),
                (symbol.task_force, "TF"),
            ];
            let mut words = vec![format!("{:?}", code.identity), symbol.function.word().to_owned()];
            words.extend(symbol.echelon.map(|echelon| echelon.word().to_owned()));
            words.extend(
                flags
                    .iter()
                    .filter(|(set, _)| *set)
                    .map(|(_, word)| (*word).to_owned()),
            );
            let beyond: Vec<_> = code.all_beyond().collect();
            if !beyond.is_empty() {
                words.push(format!("+ {}", beyond.join(", ")));
            }
            words.join(" ")
        }
        Err(error) => format!("no: {error}"),
    }
}

/// The functions that the standard has no code for.
const WITHOUT_CODE: [Function; 3] = [Function::Irregular, Function::Tribal, Function::Un];

#[test]
fn every_symbol_is_read_as_it_was_written() {
    let echelons = std::iter::once(None).chain(Echelon::ALL.iter().copied().map(Some));
    let mut written = 0;
    for echelon in echelons {
        for function in Function::ALL {
            for flags in 0..8 {
                for identity in Identity::ALL {
                    let symbol = Symbol {
                        function: *function,
                        echelon,
                        planned: flags & 1 != 0,
                        headquarters: flags & 2 != 0,
                        task_force: flags & 4 != 0,
                        sidc: None,
                    };
                    let text = symbol_code(&symbol, identity, Purpose::Plan);
                    assert_eq!(text.len(), 20);
                    let mut expected = symbol;
                    if WITHOUT_CODE.contains(function) {
                        expected.function = Function::Other;
                    }
                    let code = SymbolCode::read(&text).unwrap();
                    assert_eq!((&code.symbol, code.identity), (&expected, identity), "{text}");
                    assert_eq!(code.all_beyond().count(), 0, "{text}");
                    written += 1;
                }
            }
        }
    }
    assert_eq!(written, 14 * Function::ALL.len() * 8 * 4);
}

#[test]
fn no_two_functions_share_a_code() {
    let codes: Vec<_> = Function::ALL
        .iter()
        .filter(|function| !WITHOUT_CODE.contains(function))
        .map(|function| symbol_code(&symbol(*function), Identity::Friend, Purpose::Plan))
        .collect();
    for (place, code) in codes.iter().enumerate() {
        assert!(!codes[..place].contains(code), "{code}");
    }
}

#[test]
fn codes_of_digits_say_what_the_standard_says() {
    let said = [
        "10031000161211000000",
        "1013 1006 1812 1102 0000",
        "10061010141307000000",
        "10051002151211030001",
        "100411000011040014 00",
        "10041000001104000000",
        "13043000001200000000",
        "110310002612990000000000000368",
        "10001050001211000000",
        "10221041701605000000",
        "10011000151303004100",
    ]
    .map(said)
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn codes_of_letters_say_what_the_standard_says() {
    let said = [
        "SFGPUCI----F---",
        "SHGAUCIZ--AH---",
        "sngpucfhe-eeiqg",
        "SUGPUULC--***--",
        "SPGPUCFRMTGD---",
        "SFFPGS-----E---",
        "SFFPGRX----D---",
        "OFGPB----------",
        "SFSPCLCC-------",
        "SSGCEVAT--MO---",
        "SKGPUH----AA---",
        "SAGPUCVU--",
    ]
    .map(said)
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_no_code_is_told_with_its_place_and_a_remedy() {
    let said = [
        "",
        "  ",
        "123",
        "1003100016121100000O",
        "10931000161211000000",
        "10081000161211000000",
        "10031070161211000000",
        "10031009161211000000",
        "100310001612110000001",
        "SFGP",
        "XFGPUCI----F---",
        "SXGPUCI----F---",
        "SFGZUCI----F---",
        "SFGPUCI----F----",
        "SFGPUCI---é----",
        "infantry battalion",
    ]
    .map(said)
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn a_given_code_is_written_as_it_came_until_the_symbol_says_otherwise() {
    let given = "1303 1003 16 121100 05 01 0000000368";
    let mut symbol = Symbol::default();
    SymbolCode::read(given).unwrap().put_into(&mut symbol, given);
    let write = |symbol: &Symbol| symbol_code(symbol, Identity::Hostile, Purpose::Plan);
    assert_eq!(write(&symbol), given);
    symbol.echelon = Some(Echelon::Company);
    symbol.planned = true;
    assert_eq!(write(&symbol), "130310131512110005010000000368");
    symbol.function = Function::Armour;
    assert_eq!(write(&symbol), "130310131512050000000000000368");
    symbol.sidc = Some("SFGPUCI----F---".to_owned());
    assert_eq!(write(&symbol), "10061012151205000000");
    symbol.sidc = Some("as on the wall map".to_owned());
    assert_eq!(write(&symbol), "as on the wall map");
}

#[test]
fn a_code_in_finer_words_than_the_plan_has_is_kept_beside_any_function() {
    // A dog unit: the plan calls it something else.
    let given = "10031000151405000000";
    let mut symbol = Symbol::default();
    SymbolCode::read(given).unwrap().put_into(&mut symbol, given);
    symbol.function = Function::Police;
    assert_eq!(symbol_code(&symbol, Identity::Friend, Purpose::Plan), given);
}

#[test]
fn a_code_follows_what_is_changed_by_hand_and_keeps_the_rest() {
    let mut symbol = Symbol::default();
    let dogs = "10031000151405000001";
    SymbolCode::read(dogs).unwrap().put_into(&mut symbol, dogs);
    let change = |change: fn(&mut Symbol), symbol: &mut Symbol| {
        let before = symbol.clone();
        change(symbol);
        bring_in_line(symbol, &before);
        symbol.sidc.clone().unwrap_or_default()
    };
    let sized = change(|symbol| symbol.echelon = Some(Echelon::Platoon), &mut symbol);
    assert_eq!(sized, "10031000141405000001");
    let police = change(|symbol| symbol.function = Function::Police, &mut symbol);
    assert_eq!(police, "");
    symbol.sidc = Some("as on the wall map".to_owned());
    let unread = change(|symbol| symbol.planned = true, &mut symbol);
    assert_eq!(unread, "as on the wall map");
}

#[test]
fn a_code_that_says_nothing_more_is_not_kept() {
    let mut symbol = Symbol::default();
    let plain = "10061002161211000000";
    SymbolCode::read(plain).unwrap().put_into(&mut symbol, plain);
    assert_eq!((symbol.sidc, symbol.headquarters), (None, true));
}

#[test]
fn a_code_follows_from_the_fields_where_nothing_but_the_identity_is_lost() {
    let battalion = Symbol {
        echelon: Some(Echelon::Battalion),
        ..symbol(Function::Infantry)
    };
    for identity in Identity::ALL {
        let code = symbol_code(&battalion, identity, Purpose::Exercise);
        assert!(follows_from_fields(&code, &battalion));
        assert!(!follows_from_fields(&code, &symbol(Function::Infantry)));
    }
    assert!(!follows_from_fields("10031000161211000001", &battalion));
    assert!(!follows_from_fields("SFGPUCI----F---", &battalion));
    assert!(!follows_from_fields("nonsense", &battalion));
}

#[test]
fn sites_and_point_measures_are_found_by_their_codes() {
    let mut with_code = 0;
    for kind in SiteKind::ALL {
        let Some(code) = site_code(*kind, Purpose::Plan) else {
            continue;
        };
        with_code += 1;
        assert_eq!(site_of_code(&code), Some(*kind), "{code}");
        assert_eq!(measure_of_code(&code), None);
    }
    for kind in MeasureKind::ALL {
        let Some(code) = measure_code(*kind, Purpose::Exercise) else {
            continue;
        };
        with_code += 1;
        assert_eq!(measure_of_code(&code), Some(*kind), "{code}");
        assert_eq!(site_of_code(&code), None);
    }
    assert_eq!(with_code, 14);
    assert_eq!(site_of_code("no code at all"), None);
}
