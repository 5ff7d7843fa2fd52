package okta.eventhooks;

import java.io.InterruptedIOException;
import java.util.List;

/** What the README shows of Java; {@code ReadmeTest} compares the two. */
final class ReadmeJava {
    private ReadmeJava() {}

    static void main(String org, String token) throws InterruptedIOException {
        try (var client = new Client(org, Credentials.apiToken(token), new OkHttpTransport())) {
            var spec = EventHookSpecs.of("User feed", "https://hooks.example.com/okta", List.of("user.session.start"));
            EventHook hook = client.createEventHook(spec);
            System.out.println(hook.getName() + " is " + hook.getStatus());
            for (LogEvent event : client.logEvents(new LogQuery().limit(100)).asIterable()) {
                System.out.println(event.getUuid());
            }
        }
    }
}
