import dev.continuo.*;
import dev.continuo.annotation.Async;
import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
