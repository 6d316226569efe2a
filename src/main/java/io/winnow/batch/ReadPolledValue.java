package io.winnow.batch;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values on the thread that polls, which has time for it while the append of the poll before is under way. It is
 * made by its name, which stands in the configuration of the channel.
 */
public final class ReadPolledValue implements Deserializer<PolledValue> {
    @Override
    public PolledValue deserialize(String topic, Headers headers, byte[] octets) {
        return PolledValue.read(headers, octets);
    }

    /** Without headers it can't be read: they say what a record is. */
    @Override
    public PolledValue deserialize(String topic, byte[] octets) {
        return deserialize(topic, new RecordHeaders(), octets);
    }
}
