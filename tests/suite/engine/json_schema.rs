//! As much of JSON Schema (draft 2020-12) as the published schema uses, to check values against it. A keyword that it
//! does not know is an error, so that nothing is passed over in silence.

use serde_json::Value;

/// Why a value does not keep the schema, and where; nothing when it does.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let rules = match schema {
        Value::Object(rules) => rules,
        Value::Bool(true) => return,
        _ => return found.push(format!("{at} may not be there")),
    };
    let number = |limit: &Value| limit.as_f64().unwrap_or(f64::NAN);
    let below = |length: Option<usize>, limit: &Value| length.is_some_and(|n| (n as f64) < number(limit));
    let above = |length: Option<usize>, limit: &Value| length.is_some_and(|n| n as f64 > number(limit));
    let length = value.as_array().map(Vec::len);
    for (keyword, rule) in rules {
        let kept = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "default" | "format" => true,
            "type" => has_type(rule, value),
            "const" => value == rule,
            "minimum" => value.as_f64().is_none_or(|n| n >= number(rule)),
            "minItems" => !below(length, rule),
            "maxItems" => !above(length, rule),
            "required" => value.as_object().is_none_or(|fields| {
                let names = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                names.into_iter().all(|name| fields.contains_key(name))
            }),
            "anyOf" => rule.as_array().into_iter().flatten().any(|one| {
                let mut tried = Vec::new();
                check(root, one, value, at, &mut tried);
                tried.is_empty()
            }),
            "oneOf" => {
                let kept = |one: &&Value| {
                    let mut tried = Vec::new();
                    check(root, one, value, at, &mut tried);
                    tried.is_empty()
                };
                rule.as_array().into_iter().flatten().filter(kept).count() == 1
            }
            "$ref" => {
                let pointer = rule.as_str().unwrap_or_default().trim_start_matches('#');
                match root.pointer(pointer) {
                    Some(there) => check(root, there, value, at, found),
                    None => found.push(format!("{rule} is not in the schema")),
                }
                true
            }
            "properties" => {
                for (name, one) in rule.as_object().into_iter().flatten() {
                    if let Some(field) = value.get(name) {
                        check(root, one, field, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = |name: &String| schema["properties"].get(name).is_some();
                for (name, field) in value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| !known(name))
                {
                    check(root, rule, field, &format!("{at}/{name}"), found);
                }
                true
            }
            "prefixItems" => {
                let both = rule
                    .as_array()
                    .into_iter()
                    .flatten()
                    .zip(value.as_array().into_iter().flatten());
                both.for_each(|(one, item)| check(root, one, item, at, found));
                true
            }
            "items" => {
                let first = schema["prefixItems"].as_array().map_or(0, Vec::len);
                for (i, item) in value.as_array().into_iter().flatten().enumerate().skip(first) {
                    check(root, rule, item, &format!("{at}/{i}"), found);
                }
                true
            }
            _ => {
                found.push(format!("keyword {keyword} is not known"));
                true
            }
        };
        if !kept {
            found.push(format!("{at}: {value} against {keyword} {rule}"));
        }
    }
}

fn has_type(rule: &Value, value: &Value) -> bool {
    if let Value::Array(any) = rule {
        return any.iter().any(|one| has_type(one, value));
    }
    match rule.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    }
}
