//! What tells contents apart.

/// 64 bits that tell contents apart (FNV-1a), as hexadecimal digits. Guards against accidents, not
/// against malice.
pub(super) fn fingerprint(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}
