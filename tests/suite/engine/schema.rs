//! The published JSON Schema, and instances as JSON.

use super::{checked, json_schema, made_up};
use locality::engine::instance::{FORMAT, Instance, InstanceFile};
use locality::objective::Objective;
use locality::problem::Problem;
use proptest::prelude::*;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(Instance::JSON_SCHEMA).expect("the schema is JSON")
}

fn county() -> Instance {
    let problem = Problem::builder(locality::synthetic::county())
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    task.instance().clone()
}

#[test]
fn the_schema_names_every_field_and_says_what_it_is() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["$id"], "urn:locality-instance:1");
    assert_eq!(schema["properties"]["format"]["const"], FORMAT);
    let described = |object: &Value, fields: &[&str]| {
        let properties = object["properties"].as_object().expect("an object");
        let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
        named.sort_unstable();
        assert_eq!(named, fields);
        assert_eq!(object["additionalProperties"], false);
        for (name, field) in properties {
            assert!(field["description"].is_string(), "{name} has no description");
        }
    };
    let fields = [
        "edges", "fixed", "format", "groups", "measures", "pairs", "sites", "units",
    ];
    described(&schema, &fields);
    let part = |name: &str| &schema["$defs"][name];
    described(part("SiteFile"), &["name", "star", "unit"]);
    described(part("MeasureFile"), &["band", "name", "shape", "values"]);
    described(part("BandFile"), &["least", "most"]);
    described(part("GroupsFile"), &["least", "most"]);
}

#[test]
fn a_county_goes_to_json_and_back() {
    let county = county();
    let text = serde_json::to_string(&county).expect("it can be written");
    let back: Instance = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(back, county);
}

#[test]
fn a_county_keeps_the_schema() {
    let schema = schema();
    let county = serde_json::to_value(county()).expect("it can be written");
    assert_eq!(json_schema::faults(&schema, &county), [""; 0]);
    // What a reader refuses, the schema refuses as well.
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut value = county.clone();
        change(&mut value);
        assert_eq!(json_schema::faults(&schema, &value).len(), 1);
        assert!(serde_json::from_value::<Instance>(value).is_err());
    };
    broken(&|v| v["format"] = "locality-instance/2".into());
    broken(&|v| v["colour"] = "red".into());
    broken(&|v| v["edges"][0] = serde_json::json!([0, 1, 2]));
    broken(&|v| v["edges"][0] = serde_json::json!([-1, 1]));
    broken(&|v| v["measures"][0]["values"][0] = 0.5.into());
    broken(&|v| v["groups"] = Value::Null);
}

#[test]
fn a_misspelt_field_is_refused() {
    let mut value = serde_json::to_value(made_up::path(2, 1, (1, 2), (1, 2))).expect("it can be written");
    assert!(serde_json::from_value::<InstanceFile>(value.clone()).is_ok());
    value["measure"] = value["measures"].clone();
    assert!(serde_json::from_value::<InstanceFile>(value).is_err());
}

proptest! {
    /// Every field and every sign, there and back, and inside the schema.
    #[test]
    fn every_instance_goes_to_json_and_back(file in made_up::files(6)) {
        let instance = checked(file);
        let value = serde_json::to_value(&instance).expect("it can be written");
        prop_assert_eq!(json_schema::faults(&schema(), &value), [""; 0]);
        prop_assert_eq!(serde_json::from_value::<Instance>(value).expect("it can be read"), instance);
    }
}
