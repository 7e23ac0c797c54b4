package io.streamgauge.mock;

import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/models}. */
final class ModelsApi implements Api {
    /** The one listed where every name is accepted. */
    static final String ANY_MODEL = "mock";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockOptions options;

    ModelsApi(MockOptions options) {
        this.options = options;
    }

    @Override
    public Reply reply(Call call) {
        var body = JSON.createObjectNode().put("object", "list");
        var data = body.putArray("data");
        for (var model : options.models()) {
            data.addObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", System.currentTimeMillis() / 1_000)
                    .put("owned_by", "streamgauge");
        }
        return Reply.Whole.json(200, body.toString());
    }
}
