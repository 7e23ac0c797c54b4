//! Chat templates render to what the Python environment renders.

mod common;

use std::path::PathBuf;

use common::fixture_path;
use serde_json::{Value, json};
use streamgauge_tokenizers::chat::ChatTemplate;
use streamgauge_tokenizers::error::Failure;
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;

fn directory(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("chat").join(name);
    drop(std::fs::remove_dir_all(&directory));
    std::fs::create_dir_all(&directory).expect("the target directory is writable");
    directory
}

fn render(template: &str, messages: &Value, prompt: bool) -> Result<String, Failure> {
    render_text(template, &messages.to_string(), prompt)
}

fn render_text(template: &str, messages: &str, prompt: bool) -> Result<String, Failure> {
    let config =
        json!({"chat_template": template, "bos_token": "<s>", "eos_token": {"content": "</s>", "special": true}, "pad_token": null});
    ChatTemplate::beside(&PathBuf::from("/nonexistent"), &config).expect("a template").render(messages, prompt)
}

fn conversation() -> Value {
    json!([
        {"role": "system", "content": "Be <brief> & \"kind\"."},
        {"role": "user", "content": "  Hi é😀  "},
        {"role": "assistant", "content": "Hello"},
    ])
}

#[test]
fn blocks_are_trimmed_and_special_tokens_are_named() {
    let template = "{{ bos_token }}\n{% for m in messages %}\n    {% if m['role'] == 'user' %}\n[INST] {{ m.content | trim }} [/INST]\n    {%- else -%}\n    {{ m.content }}{{ eos_token }}\n    {%- endif %}\n{% endfor %}\n{% if add_generation_prompt %}{{ '>' }}{% endif %}";
    let rendered = render(template, &conversation(), true).expect("it renders");
    assert_eq!(rendered, "<s>\nBe <brief> & \"kind\".</s>[INST] Hi é😀 [/INST]Hello</s>>");
    assert!(!render(template, &conversation(), false).expect("it renders").ends_with(">>"));
}

#[test]
fn json_is_written_as_python_writes_it() {
    let messages = r#"{"messages": [], "tools": [{"name": "f", "b": [1, 2.5, null, true], "a": {"text": "<é'>\n"}, "empty": {}}]}"#;
    let template = "{{ tools[0] | tojson }}|{{ tools[0].a | tojson(indent=2) }}|{{ [] | tojson }}";
    let rendered = render_text(template, messages, false);
    assert_eq!(
        rendered.expect("it renders"),
        "{\"name\": \"f\", \"b\": [1, 2.5, null, true], \"a\": {\"text\": \"<é'>\\n\"}, \"empty\": {}}|{\n  \"text\": \"<é'>\\n\"\n}|[]"
    );
}

#[test]
fn what_transformers_adds_to_jinja_is_there() {
    let template = "{% for m in messages %}{% if loop.index0 == 1 %}{% continue %}{% endif %}{{ m.role.upper() }}:{{ m.content.split(' ')[-1].strip('\".') }};{% if loop.first %}{% generation %}g{% endgeneration %}{% else %}{% break %}{% endif %}{% endfor %}{{ messages[1:] | length }}{% set ns = namespace(x=1) %}{% for m in messages %}{% set ns.x = ns.x + 1 %}{% endfor %}{{ ns.x }}{{ tools is none }}{{ messages[0].content is string }}{{ messages[0].items() | list | length }}";
    assert_eq!(render(template, &conversation(), false).expect("it renders"), "SYSTEM:kind;gASSISTANT:Hello;24TrueTrue2");
    let year = render("{{ strftime_now('%Y') }}", &conversation(), false).expect("it renders");
    assert_eq!(year.len(), 4, "{year}");
}

#[test]
fn what_goes_wrong_in_a_template_is_said_in_one_line() {
    let refused = render("{{ raise_exception('roles must alternate') }}", &conversation(), false);
    assert!(
        matches!(&refused, Err(Failure::Template(text)) if text.contains("roles must alternate") && !text.contains('\n')),
        "{refused:?}"
    );
    for template in [
        "{% for %}",
        "{{ strftime_now('%Q%') }}",
        "{% for a in range(100000) %}{% for b in range(100000) %}{{ b }}{% endfor %}{% endfor %}",
    ] {
        assert!(matches!(render(template, &conversation(), false), Err(Failure::Template(_))), "{template}");
    }
    let template = json!({"chat_template": "x"});
    let template = ChatTemplate::beside(&PathBuf::from("/nonexistent"), &template).expect("a template");
    assert!(matches!(template.render("[{", false), Err(Failure::Argument(_))));
}

#[test]
fn a_template_file_goes_before_the_configuration() {
    let here = directory("beside");
    std::fs::copy(fixture_path("byte-level.json"), here.join("tokenizer.json")).expect("copied");
    let load = || Tokenizer::load(Document::from_path(&here).expect("readable")).expect("it loads");
    let messages = r#"[{"role": "user", "content": "x"}]"#;
    assert!(matches!(load().render_chat(messages, true), Err(Failure::Template(_))));
    let named = json!({"chat_template": [{"name": "tool_use", "template": "t"}, {"name": "default", "template": "from the list"}]});
    std::fs::write(here.join("tokenizer_config.json"), named.to_string()).expect("written");
    assert_eq!(load().render_chat(messages, true).as_deref(), Ok("from the list"));
    std::fs::write(here.join("chat_template.jinja"), "from the file").expect("written");
    assert_eq!(load().render_chat(messages, true).as_deref(), Ok("from the file"));
}

#[test]
fn added_tokens_of_the_configuration_are_the_tokenizers() {
    let here = directory("added");
    std::fs::copy(fixture_path("byte-level.json"), here.join("tokenizer.json")).expect("copied");
    let config = json!({"added_tokens_decoder": {
        "1023": {"content": "<think>", "special": true, "normalized": false},
        "1024": {"content": "<extra>", "special": false, "normalized": false},
    }});
    std::fs::write(here.join("tokenizer_config.json"), config.to_string()).expect("written");
    let tokenizer = Tokenizer::load(Document::from_path(&here).expect("readable")).expect("it loads");
    assert_eq!(tokenizer.engine().encode("<extra>", Default::default()), Ok(vec![1024]));
    assert!(tokenizer.engine().is_special(1023), "the configuration's flags go before the file's");
    assert!(!tokenizer.engine().is_special(1024));
}
