#!/usr/bin/env bash
# An ensemble on a cluster with Slurm: one task of an array a shard, then one job that puts them together.
#
#   sbatch --array=1-16 examples/shards/slurm.sh FOLDER QNC out
#   sbatch --dependency=afterok:JOBID examples/shards/slurm.sh FOLDER QNC out      (without --array: merges)
#
# FOLDER holds the published files, QNC is the area, out a folder that every node sees. 64 chains, so that shards of up to 64 have work.
# The same numbers must be given to every shard and to the merge.
#SBATCH --job-name=locality-ensemble
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
set -euo pipefail
data=$1 area=$2 out=$3
program=${LOCALITY_ENSEMBLE:-target/release/examples/ensemble}
run=(--data "$data" --area "$area" --chains 64 --steps 1000000 --burn-in 10000 --thin 1000 --seed 1)

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    shard=$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT
    "$program" "${run[@]}" --shard "$shard" --threads "${SLURM_CPUS_PER_TASK:-1}" --out "$out/shard-$SLURM_ARRAY_TASK_ID"
else
    "$program" "${run[@]}" --merge "$out"/shard-* --out "$out/whole"
fi
