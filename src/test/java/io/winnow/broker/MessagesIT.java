package io.winnow.broker;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what is packaged: the jar, or the executable. */
@QuarkusIntegrationTest
class MessagesIT extends MessagesTest {}
