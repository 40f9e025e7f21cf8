//! What the columns of hubs.csv, overflow.csv and siting.csv mean.

use locality::report::column::Column;

fn network() -> Column {
    Column::code("network_id", "The network, by its name in the plan.")
}

fn contacts(name: &'static str, meaning: &'static str) -> Column {
    Column::decimal(name, "contacts", meaning)
}

pub fn hubs() -> [Column; 19] {
    [
        network(),
        Column::code("hub_code", "The practice where its hub stands."),
        Column::whole(
            "practices",
            "practices",
            "Members; those that opted out see to their own patients and are not counted.",
        ),
        Column::whole("patients", "patients", "Their registered patients."),
        Column::decimal(
            "gps_fte",
            "full-time equivalents",
            "Fully qualified GPs of the members.",
        ),
        Column::code(
            "gps_source",
            "How those are known: from a file, by rate, or both.",
        ),
        Column::code("need_basis", "What need is counted by."),
        contacts(
            "demand_contacts_per_week",
            "Contacts with a GP that patients ask for.",
        ),
        contacts(
            "capacity_contacts_per_week",
            "Contacts that the GPs can safely have.",
        ),
        contacts(
            "overflow_unpooled_contacts_per_week",
            "Left over where each practice works by itself: what comes to the hub.",
        ),
        contacts(
            "overflow_pooled_contacts_per_week",
            "Left over where practices share their slots through the hub.",
        ),
        contacts("gain_contacts_per_week", "The difference: what sharing saves."),
        Column::decimal(
            "hub_appointment_hours_per_week",
            "hours",
            "Hours of appointments at the hub.",
        ),
        Column::whole("hub_sessions_per_week", "half days", "Sessions at the hub."),
        Column::whole(
            "hub_sessions_busiest_day",
            "half days",
            "Sessions on the busiest day.",
        ),
        Column::whole(
            "extra_sessions_per_week",
            "half days",
            "Sessions beyond what the practices' own GPs have to spare.",
        ),
        Column::decimal(
            "extra_gps_fte",
            "full-time equivalents",
            "The GPs who give those.",
        ),
        Column::whole(
            "hub_clinicians_at_once",
            "clinicians",
            "At once on the busiest day.",
        ),
        Column::whole("hub_rooms", "rooms", "Rooms for them."),
    ]
}

pub fn overflow() -> [Column; 6] {
    [
        network(),
        Column::code("practice_code", "The practice, by its ODS code."),
        Column::code("day", "The day of the week."),
        contacts(
            "demand_contacts",
            "Contacts that its patients ask for on that day.",
        ),
        contacts("capacity_contacts", "Contacts that its GPs can safely have."),
        contacts("overflow_contacts", "What is left over."),
    ]
}

pub fn siting() -> [Column; 7] {
    [
        Column::text("question", "What was asked of the sites."),
        Column::whole("hubs", "hubs", "How many the answer has."),
        Column::whole("cost", "as the column unit says", "What the answer costs."),
        Column::whole("bound", "as the column unit says", "No answer costs less."),
        Column::text("unit", "What cost and bound count."),
        Column::text("status", "Whether the answer is proven to be the best."),
        Column::text(
            "sites",
            "The practices where the hubs stand, by code, with spaces between.",
        ),
    ]
}
