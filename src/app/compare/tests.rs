//! Comparisons are the same however they are made, nothing is played twice, and nobody waits.
