package okta.eventhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import kotlin.Pair;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client as a Java program uses it. */
class JavaTest {
    private HttpServer server;
    private String org;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        org = "http://127.0.0.1:" + server.getAddress().getPort();
        answer("/", 200, FakesKt.HOOK);
        answer("/api/v1/logs", 200, "[{\"uuid\":\"a\",\"eventType\":\"b\"}]");
        answer("/api/v1/eventHooks/nobody", 404, "{\"errorCode\":\"E0000007\",\"errorSummary\":\"Not found\"}");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void hooksOverOkHttp() throws InterruptedIOException {
        var transport = new OkHttpTransport(new OkHttpClient());
        var retry = new RetryPolicy(1, null, null);
        try (var client = new Client(org, Credentials.apiToken("t0k3n"), transport, retry, Duration.ofSeconds(10))) {
            EventHook hook = client.getEventHook("who1");
            assertEquals("Sign-ups", hook.getName());
            assertEquals(Status.Active.INSTANCE, hook.getStatus());
            assertTrue(EventHooks.getDelivers(hook));
            assertEquals("1.10", EventHooks.get(hook.getExtra(), "plan").getText());
            EventHookSpec spec = EventHooks.toSpec(hook);
            client.replaceEventHook("who1", spec, true, new CallOptions(Duration.ofSeconds(5)));
            client.deleteEventHook("who1");
        }
    }

    @Test
    void hooksWithoutDependencies() throws InterruptedIOException {
        try (var client = new Client(org, Credentials.accessToken(() -> "t0k3n"))) {
            var spec = EventHookSpecs.of("Sign-ups", "https://hooks.acme.test/okta", List.of("user.lifecycle.create"));
            assertEquals("who1", client.createEventHook(spec).getId());
            var secret = new Pair<>("Authorization", Secret.basic("okta", "s3cret"));
            var headers = Map.of("X-Key", "k");
            var whole = EventHookSpecs.of("a", "https://b.test/", List.of("c"), "d", Map.of(), headers, secret);
            assertTrue(EventHookSpecs.toJson(whole).contains("X-Key"));
            assertEquals(org, client.getOrgUrl());
        }
    }

    @Test
    void errors() {
        try (var client = new Client(org, Credentials.apiToken("t0k3n"))) {
            var missing = assertThrows(NotFoundException.class, () -> client.getEventHook("nobody"));
            assertEquals("E0000007", missing.getErrorCode());
            assertEquals(404, missing.getStatus());
            assertThrows(InvalidInputException.class, () -> client.getEventHook(".."));
            assertThrows(InvalidInputException.class, () -> new Client("acme", Credentials.apiToken("t0k3n")).close());
            assertThrows(NullPointerException.class, () -> client.getEventHook(null));
        }
    }

    @Test
    void aProviderWithoutAToken() {
        try (var client = new Client(org, Credentials.accessToken(() -> null))) {
            assertThrows(InvalidInputException.class, client::listEventHooks);
        }
    }

    @Test
    void theLog() {
        try (var client = new Client(org, Credentials.apiToken("t0k3n"))) {
            LogQuery query = new LogQuery().since(Instant.now().minusSeconds(60)).filter("eventType sw \"event_hook\"");
            LogEvents events = client.logEvents(query);
            var read = new ArrayList<String>();
            for (LogEvent event : events.asIterable()) {
                read.add(event.getUuid());
            }
            assertEquals(List.of("a"), read);
        }
    }

    @Test
    void cancelling() {
        var cancel = new CancelSignal();
        cancel.cancel();
        try (var client = new Client(org, Credentials.apiToken("t0k3n"))) {
            var options = new CallOptions(null, null, cancel);
            assertThrows(CancellationException.class, () -> client.listEventHooks(options));
        }
    }

    @Test
    void aTransportOfOnesOwn() {
        Transport transport =
                (request, options) -> {
                    throw new NotSentException("no network on a plane");
                };
        try (var client = new Client(org, Credentials.apiToken("t0k3n"), transport, new RetryPolicy(1, null, null))) {
            var error = assertThrows(TransportException.class, client::listEventHooks);
            assertTrue(error.getMessage().contains("no network on a plane"));
        }
    }

    private void answer(String path, int status, String json) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] body = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }
}
