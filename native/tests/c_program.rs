//! A C program written for the header of tokenizers-cpp compiles, links and runs against this library.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{fixture, fixture_path};
use streamgauge_tokenizers::engine::Reading;

/// Where Cargo put the library that it built for this test.
fn library_directory() -> PathBuf {
    let deps = std::env::current_exe().expect("this test is a file").parent().expect("in a directory").to_owned();
    let name = format!("{}streamgauge_tokenizers{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    if deps.join(&name).is_file() { deps } else { deps.parent().expect("deps has a parent").to_owned() }
}

#[test]
fn the_eleven_functions_work_from_c() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("eleven");
    let libraries = library_directory();
    // What a library under a sanitizer asks of the program that loads it.
    let flags = std::env::var("C_PROGRAM_FLAGS").unwrap_or_default();
    let compiled = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-O1"])
        .args(flags.split_whitespace())
        .arg("-I")
        .arg(root.join("include"))
        .arg(root.join("tests/c/eleven.c"))
        .arg("-L")
        .arg(&libraries)
        .arg("-lstreamgauge_tokenizers")
        .arg(format!("-Wl,-rpath,{}", libraries.display()))
        .arg("-o")
        .arg(&program)
        .output()
        .expect("cc is installed");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(&program).arg(fixture_path("byte-level.json")).output().expect("the program starts");
    assert!(ran.status.success(), "{:?}", ran);
    assert_eq!(String::from_utf8_lossy(&ran.stdout), expected());
}

fn expected() -> String {
    let tokenizer = fixture("byte-level.json");
    let ids = |text: &str, add_special: bool| {
        let ids = tokenizer.engine().encode(text, Reading { add_special, plain: false }).expect("it reads everything");
        ids.iter().map(|id| format!(" {id}")).collect::<String>()
    };
    let token = tokenizer.engine().token(300).expect("there are 1024");
    [
        format!("encode:{}", ids("The river, and <|end|> of it.", false)),
        "decode: The river, and  of it.".to_owned(),
        format!("batch:{}", ids("first", true)),
        format!("batch:{}", ids("", true)),
        format!("batch:{}", ids("and the third", true)),
        "size: 1024".to_owned(),
        format!("token: {token}"),
        "id: 300".to_owned(),
        "id: -1".to_owned(),
        "encode: 3 2 3".to_owned(),
        "decode: abcab".to_owned(),
        String::new(),
    ]
    .join("\n")
}
