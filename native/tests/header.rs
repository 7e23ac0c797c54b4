//! The committed header declares what the sources define.

use std::path::Path;

#[test]
fn header_is_generated_from_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml is readable");
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(root.join("src/compat.rs"))
        .with_src(root.join("src/abi.rs"))
        .generate()
        .expect("the sources parse");
    let mut generated = Vec::new();
    bindings.write(&mut generated);
    let generated = String::from_utf8(generated).expect("a header is text");
    let committed = std::fs::read_to_string(root.join("include/tokenizers_c.h")).unwrap_or_default();
    if generated != committed {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tokenizers_c.h");
        std::fs::write(&fresh, generated).expect("the target directory is writable");
        panic!("include/tokenizers_c.h is stale; what it should be is in {}", fresh.display());
    }
}
