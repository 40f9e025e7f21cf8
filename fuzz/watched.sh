#!/bin/sh
# A compiler wrapper for `cargo fuzz build`: the fuzzer watches the branches of the library and its doors, not those of the crates that they use.
# Reading CSV, most of an execution is that crate building its tables; watched, it takes ten times as long and teaches the fuzzer nothing of ours.
rustc=$1
shift
case " $* " in
    *" --crate-name locality "* | *" --crate-name locality_fuzz "* | *"door.rs "*) exec "$rustc" "$@" ;;
esac
left=$#
while [ "$left" -gt 0 ]; do
    argument=$1
    shift
    left=$((left - 1))
    case $argument in
        -Cpasses=sancov-module | -Cllvm-args=-sanitizer-coverage-*) ;;
        *) set -- "$@" "$argument" ;;
    esac
done
exec "$rustc" "$@"
