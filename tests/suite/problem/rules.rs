//! Rules as data: their files, their words, and everything that can be wrong with them.

use super::{codes, line};
use locality::fault::FaultCode;
use locality::graph::PracticeGraph;
use locality::practice::{AreaLevel, OdsCode, Practices};
use locality::problem::{
    Apart, Contiguity, Counts, Fixed, Frozen, GreatestTravel, Ground, Holder, HubChoice, HubSites, Limit,
    Measure, Mesh, Networks, NeverAcross, NoneEnclosed, OptedOut, Problem, Rules, Together, Waiver,
};
use locality::travel::TravelUnit;
use locality::units::{Metres, Patients};

fn code(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

fn list(names: &[&str]) -> Vec<OdsCode> {
    names.iter().map(|name| code(name)).collect()
}

fn waiver(practice: &str, below: u64, above: u64) -> Waiver {
    Waiver {
        of: Holder::Practice(code(practice)),
        below: Patients(below),
        above: Patients(above),
        ground: Ground::Rural,
        reason: "islands".to_owned(),
    }
}

fn frozen(name: &str, practices: &[&str]) -> Frozen {
    Frozen {
        network: name.to_owned(),
        practices: list(practices),
        reason: String::new(),
    }
}

/// Every kind of rule, with nothing left at its default.
fn everything() -> Rules {
    Rules {
        networks: Networks::Range(2, 3),
        hub: HubChoice::Any,
        never_across: Some(NeverAcross {
            crossable: list(&["A02"]),
            ..NeverAcross::new(AreaLevel::SubIcb)
        }),
        contiguity: Some(Contiguity {
            mesh: Mesh::Delaunay,
            longest: Some(Metres(12_000)),
            links: vec![(code("A01"), code("A03"))],
            cuts: vec![(code("A01"), code("A02"))],
            reason: "the ferry runs daily".to_owned(),
        }),
        none_enclosed: Some(NoneEnclosed::default()),
        hub_sites: Some(HubSites::new(list(&["A01", "A04"]))),
        greatest_travel: Some(GreatestTravel::new(20_000, TravelUnit::Metres)),
        waivers: vec![
            waiver("A01", 2_000, 0),
            Waiver {
                of: Holder::Network("Harbour".to_owned()),
                ground: Ground::Evidence,
                ..waiver("A01", 0, 9_000)
            },
        ],
        limits: vec![
            Limit::new(Counts::Practices, 2, 10),
            Limit::new(Counts::Weighted, 20_000, 60_000),
            Limit::new(Counts::Adjusted, 20_000, 60_000),
            Limit::new(Counts::Supplied("GPs".to_owned()), 10, 90),
        ],
        together: vec![Together::new(list(&["A01", "A02"]))],
        apart: vec![Apart::new(list(&["A01", "A04"]))],
        fixed: vec![Fixed::new(code("A01"), "Harbour")],
        frozen: vec![frozen("Hill", &["A05"])],
        opted_out: vec![OptedOut::new(code("A03"))],
        ..Rules::default()
    }
}

#[test]
fn rules_go_through_json_and_toml_and_back() {
    let rules = everything();
    assert_eq!(Rules::from_json(&rules.to_json()).expect("JSON"), rules);
    let text = toml::to_string(&rules).expect("TOML");
    assert_eq!(Rules::from_toml(&text).expect("TOML"), rules);
    let least = Rules::from_toml("format = \"locality-rules/1\"").expect("TOML");
    assert_eq!(least, Rules::default());
}

#[test]
fn what_is_no_file_of_rules_is_refused() {
    let toml = |text: &str| Rules::from_toml(text).expect_err(text).as_slice()[0].clone();
    for text in [
        "format = 1",
        "format = \"locality-rules/2\"",
        "",
        "format = \"locality-rules/1\"\nbnad = 3",
        "format = \"locality-rules/1\"\n[[fixed]]\npractice = \"A 1\"\nnetwork = \"N\"",
    ] {
        assert_eq!(toml(text).code, FaultCode::RulesUnreadable, "{text}");
    }
    let unknown = toml("format = \"locality-rules/1\"\nbnad = 3");
    assert!(unknown.what.contains("bnad") && !unknown.what.contains('\n'));
    assert_eq!(unknown.line, Some(2));
    assert!(unknown.to_string().starts_with("line 2: P043 "), "{unknown}");
    assert!(Rules::from_json("{}").is_err());
}

#[test]
fn every_rule_says_what_it_is_and_where_it_comes_from() {
    let rules = everything();
    let all = rules.all();
    let words: Vec<String> = all.iter().map(|rule| rule.wording()).collect();
    for expected in [
        "There are 2 to 3 networks.",
        "Each network has 30,000-50,000 registered patients.",
        "By waiver the network of A01 may be up to 2,000 patients below the band, rural and remote (islands).",
        "By waiver network Harbour may be up to 9,000 patients above the band, on evidence (islands).",
        "Each network has 20,000-60,000 weighted patients.",
        "No network crosses sub-ICB borders, but A02 may.",
        "Each network hangs together along Delaunay edges of at most 12,000 m, with A01-A03, without A01-A02 (the ferry runs daily).",
        "No network is a ring around others.",
        "Hubs stand only at A01, A04.",
        "The way to the hub is at most 20.0 km.",
        "A01, A02 are in one network.",
        "No two of A01, A04 are in one network.",
        "A01 is in network Harbour.",
        "Network Hill stays as it is, with A05.",
        "A03 has opted out: one network covers its patients, who count in no network's size.",
    ] {
        assert!(
            words.iter().any(|wording| wording == expected),
            "{expected:?} is not among {words:#?}"
        );
    }
    assert!(all.iter().all(|rule| rule.source().len() > 10));
}

/// Five practices of 20,000 in two areas, and one above the band.
fn six() -> Practices {
    let mut rows = vec![(20_000, Some("11A")); 3];
    rows.extend([
        (20_000, Some("11B")),
        (20_000, Some("11B")),
        (60_000, Some("11B")),
    ]);
    line(&rows)
}

#[track_caller]
fn faults(rules: Rules, expected: &[FaultCode]) {
    let built = Problem::builder(six()).rules(rules.clone()).build();
    assert_eq!(codes(built), expected, "{rules:#?}");
}

#[test]
fn unknown_codes_are_all_named() {
    let x = || list(&["A01", "X99"]);
    let rules = Rules {
        together: vec![Together::new(x())],
        apart: vec![Apart::new(x())],
        fixed: vec![Fixed::new(code("X99"), "N")],
        frozen: vec![frozen("F", &["X99"])],
        opted_out: vec![OptedOut::new(code("X99"))],
        waivers: vec![waiver("X99", 10, 0)],
        hub_sites: Some(HubSites::new(list(&["A01", "A02", "A03", "X99"]))),
        never_across: Some(NeverAcross {
            crossable: x(),
            ..NeverAcross::new(AreaLevel::SubIcb)
        }),
        contiguity: Some(Contiguity {
            links: vec![(code("A01"), code("X99"))],
            cuts: vec![(code("X99"), code("A01"))],
            ..Contiguity::default()
        }),
        ..Rules::default()
    };
    faults(rules, &[FaultCode::UnknownInRule; 10]);
}

#[test]
fn rules_that_cannot_hold_by_themselves() {
    let one = |rules| faults(rules, &[FaultCode::RuleEmpty]);
    let base = Rules::default;
    one(Rules {
        limits: vec![Limit::new(Counts::Practices, 3, 2)],
        ..base()
    });
    one(Rules {
        waivers: vec![waiver("A01", 0, 0)],
        ..base()
    });
    one(Rules {
        waivers: vec![waiver("A01", 30_001, 0)],
        ..base()
    });
    one(Rules {
        waivers: vec![Waiver {
            reason: " ".to_owned(),
            ..waiver("A01", 1, 0)
        }],
        ..base()
    });
    one(Rules {
        waivers: vec![Waiver {
            of: Holder::Network("none".to_owned()),
            ..waiver("A01", 1, 0)
        }],
        ..base()
    });
    one(Rules {
        together: vec![Together::new(list(&["A01"]))],
        ..base()
    });
    one(Rules {
        apart: vec![Apart::new([])],
        ..base()
    });
    one(Rules {
        fixed: vec![Fixed::new(code("A01"), " ")],
        ..base()
    });
    one(Rules {
        frozen: vec![frozen("F", &[])],
        ..base()
    });
}

#[test]
fn rules_that_contradict_each_other() {
    let clash = |rules| faults(rules, &[FaultCode::RulesClash]);
    let base = Rules::default;
    let together = |names: &[&str]| vec![Together::new(list(names))];
    // Through a third practice.
    clash(Rules {
        together: vec![
            Together::new(list(&["A01", "A02"])),
            Together::new(list(&["A02", "A03"])),
        ],
        apart: vec![Apart::new(list(&["A01", "A03"]))],
        band: locality::problem::Band {
            least: Patients(1),
            most: Patients(60_000),
        },
        ..base()
    });
    clash(Rules {
        fixed: vec![Fixed::new(code("A01"), "M"), Fixed::new(code("A01"), "N")],
        ..base()
    });
    clash(Rules {
        fixed: vec![Fixed::new(code("A01"), "M"), Fixed::new(code("A02"), "N")],
        together: together(&["A01", "A02"]),
        ..base()
    });
    // 60,000 in a band of 50,000.
    clash(Rules {
        together: together(&["A01", "A02", "A03"]),
        ..base()
    });
    clash(Rules {
        together: together(&["A01", "A02"]),
        limits: vec![Limit::new(Counts::Practices, 1, 1)],
        ..base()
    });
    clash(Rules {
        together: together(&["A03", "A04"]),
        never_across: Some(NeverAcross::new(AreaLevel::SubIcb)),
        ..base()
    });
    // A06 is above the band, A05 frozen.
    clash(Rules {
        apart: vec![Apart::new(list(&["A05", "A06"]))],
        ..base()
    });
    for rules in [
        Rules {
            fixed: vec![Fixed::new(code("A05"), "N")],
            ..base()
        },
        Rules {
            opted_out: vec![OptedOut::new(code("A05"))],
            ..base()
        },
        Rules {
            apart: vec![Apart::new(list(&["A05", "A01"]))],
            ..base()
        },
        Rules {
            waivers: vec![waiver("A05", 5, 0)],
            ..base()
        },
        Rules {
            fixed: vec![Fixed::new(code("A01"), "F")],
            ..base()
        },
    ] {
        clash(Rules {
            frozen: vec![frozen("F", &["A05"])],
            ..rules
        });
    }
    clash(Rules {
        frozen: vec![frozen("F", &["A05"]), frozen("G", &["A04", "A05"])],
        ..base()
    });
    // Three networks are to be named where two are allowed; 100,000 patients are three networks, and hubs may stand at one.
    let three = ["M", "N", "O"].iter().zip(["A01", "A02", "A03"]);
    clash(Rules {
        fixed: three
            .map(|(name, practice)| Fixed::new(code(practice), *name))
            .collect(),
        networks: Networks::Exactly(2),
        ..base()
    });
    clash(Rules {
        hub_sites: Some(HubSites::new(list(&["A01"]))),
        ..base()
    });
}

#[test]
fn practices_kept_together_need_a_chain_of_neighbours() {
    let path = PracticeGraph::from_edges(6, [(0, 1), (2, 3), (3, 4)]).expect("a graph");
    let with = |contiguity| {
        let rules = Rules {
            together: vec![Together::new(list(&["A01", "A03"]))],
            contiguity,
            ..Rules::default()
        };
        Problem::builder(six()).graph(path.clone()).rules(rules).build()
    };
    assert_eq!(codes(with(None)), [FaultCode::RulesClash]);
    let linked = with(Some(Contiguity {
        links: vec![(code("A02"), code("A03"))],
        ..Contiguity::default()
    }));
    assert!(linked.expect("a problem").graph().are_neighbours(1, 2));
}

#[test]
fn the_graph_is_what_the_rule_says() {
    let graph = |rule: Contiguity| {
        let rules = Rules {
            contiguity: Some(rule),
            ..Rules::default()
        };
        let problem = Problem::builder(line(&[(10_000, None); 4]))
            .rules(rules)
            .build()
            .expect("a problem");
        problem.graph().edges().collect::<Vec<_>>()
    };
    let gabriel = |rule: Contiguity| Contiguity {
        mesh: Mesh::Gabriel,
        ..rule
    };
    assert_eq!(graph(gabriel(Contiguity::default())), [(0, 1), (1, 2), (2, 3)]);
    let (a, b, d) = (code("A01"), code("A02"), code("A04"));
    let changed = Contiguity {
        links: vec![(d, a)],
        cuts: vec![(b, a)],
        ..Contiguity::default()
    };
    assert_eq!(graph(gabriel(changed)), [(0, 3), (1, 2), (2, 3)]);
    let short = Contiguity {
        longest: Some(Metres(999)),
        ..Contiguity::default()
    };
    assert_eq!(graph(short), []);
    let itself = Rules {
        contiguity: Some(Contiguity {
            links: vec![(a, a)],
            ..Contiguity::default()
        }),
        ..Rules::default()
    };
    faults(itself, &[FaultCode::EdgeToItself]);
}

#[test]
fn limits_need_their_data() {
    let limit = |counts| Rules {
        limits: vec![Limit::new(counts, 0, 99_999)],
        ..Rules::default()
    };
    for counts in [
        Counts::Weighted,
        Counts::Adjusted,
        Counts::Supplied("GPs".to_owned()),
    ] {
        faults(limit(counts), &[FaultCode::RuleWithoutData]);
    }
    let known = Problem::builder(six()).rules(limit(Counts::Registered)).build();
    assert!(known.is_ok(), "lists are always known");
    // The three populations are kept apart: each limit counts its own, and none stands in for another.
    let with = |weighted: Option<u64>, adjusted: Option<u64>| {
        let table = six();
        let rows = table.iter().cloned().map(|mut practice| {
            practice.weighted_list = weighted.map(Patients);
            practice.adjusted_list = adjusted.map(Patients);
            practice
        });
        Practices::new(rows.collect()).expect("a table")
    };
    let built = |practices, counts| Problem::builder(practices).rules(limit(counts)).build();
    assert!(built(with(None, Some(7_000)), Counts::Adjusted).is_ok());
    assert_eq!(
        codes(built(with(Some(7_000), None), Counts::Adjusted)),
        [FaultCode::RuleWithoutData]
    );
    assert_eq!(
        codes(built(with(None, Some(7_000)), Counts::Weighted)),
        [FaultCode::RuleWithoutData]
    );
    let practice = with(Some(6_000), Some(7_000))[0].clone();
    let supplied = Measure::new(Measure::ADJUSTED, [(practice.code, 8_000)]);
    let value = |counts, supplied: &[Measure]| Limit::new(counts, 0, 1).value(&practice, supplied);
    assert_eq!(value(Counts::Registered, &[]), Some(practice.list_size.0));
    assert_eq!(value(Counts::Weighted, &[]), Some(6_000));
    assert_eq!(value(Counts::Adjusted, &[]), Some(7_000));
    assert_eq!(
        value(Counts::Adjusted, &[supplied]),
        Some(8_000),
        "what is supplied goes first"
    );
}

#[test]
fn supplied_measures_are_checked() {
    let gps = |names: &[&str]| Measure::new("GPs", names.iter().map(|name| (code(name), 5)));
    let rules = || Rules {
        limits: vec![Limit::new(Counts::Supplied("GPs".to_owned()), 1, 50)],
        ..Rules::default()
    };
    let with = |measures: &[Measure]| {
        let builder = Problem::builder(six()).rules(rules());
        measures
            .iter()
            .cloned()
            .fold(builder, |builder, measure| builder.supply(measure))
            .build()
    };
    let all = ["A01", "A02", "A03", "A04", "A05"];
    assert!(with(&[gps(&all)]).is_ok(), "A06 stands alone and needs none");
    assert_eq!(codes(with(&[gps(&all[1..])])), [FaultCode::RuleWithoutData]);
    assert_eq!(codes(with(&[gps(&all), gps(&all)])), [FaultCode::MeasureMisfit]);
    assert_eq!(
        codes(with(&[gps(&["A01", "A02", "A03", "A04", "A05", "X99"])])),
        [FaultCode::MeasureMisfit]
    );
    let seconds = Rules {
        greatest_travel: Some(GreatestTravel::new(600, TravelUnit::Seconds)),
        ..Rules::default()
    };
    faults(seconds, &[FaultCode::RuleUnit]);
}

#[test]
fn what_opted_out_or_is_frozen_is_counted_nowhere() {
    let rules = Rules {
        opted_out: vec![OptedOut::new(code("A01")), OptedOut::new(code("A06"))],
        frozen: vec![frozen("F", &["A05"])],
        ..Rules::default()
    };
    let problem = Problem::builder(six()).rules(rules).build().expect("a problem");
    // Above the band, but a network only covers its patients.
    assert_eq!(problem.grouped(), [0, 1, 2, 3, 5]);
    assert_eq!(
        (problem.opted_out(), problem.standing_alone()),
        (&[0, 5][..], &[][..])
    );
    assert_eq!(
        (problem.patients(), problem.networks()),
        (Patients(60_000), 2..=2)
    );
    assert!(problem.graph().neighbours(4).next().is_none());
}

#[test]
fn a_waiver_widens_how_many_networks_there_may_be() {
    let problem = |waivers| {
        let rules = Rules {
            waivers,
            networks: Networks::Any,
            ..Rules::default()
        };
        Problem::builder(line(&[(17_000, None); 5]))
            .rules(rules)
            .build()
            .expect("a problem")
    };
    // 85,000 patients: two networks of 30,000-50,000.
    assert_eq!(problem(vec![]).networks(), 2..=2);
    assert_eq!(problem(vec![waiver("A01", 5_000, 0)]).networks(), 2..=3);
    assert_eq!(problem(vec![waiver("A01", 0, 35_000)]).networks(), 1..=2);
}

#[test]
fn a_part_keeps_the_rules_of_its_practices() {
    let rules = Rules {
        together: vec![Together::new(list(&["A01", "A02"]))],
        fixed: vec![Fixed::new(code("A04"), "Harbour")],
        opted_out: vec![OptedOut::new(code("A05"))],
        networks: Networks::Any,
        ..Rules::default()
    };
    let parts = Problem::builder(six())
        .rules(rules)
        .build()
        .expect("a problem")
        .separately(AreaLevel::SubIcb);
    let parts = parts.expect("two parts");
    assert_eq!(
        parts[0].1.rules().together,
        [Together::new(list(&["A01", "A02"]))]
    );
    assert!(parts[0].1.rules().fixed.is_empty() && parts[1].1.rules().together.is_empty());
    assert_eq!(parts[1].1.opted_out().len(), 1);
}
