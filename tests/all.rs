//! All integration tests in one program, so that polars is linked once.

mod architecture;
mod audit;
mod calendar;
mod changes;
mod cli_import;
mod config;
mod drop;
mod explain;
mod generate;
mod import_grid;
mod import_layouts;
mod made;
mod metrics;
mod oracle;
mod page;
mod properties;
mod render;
mod report_command;
mod reports;
mod sample;
mod sheets;
mod sheets_binary;
mod sheets_laws;
mod sheets_odd;
mod store;
mod truth;
