package io.winnow.batch;

import org.apache.kafka.common.header.Headers;
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

    @Override
    public PolledValue deserialize(String topic, byte[] octets) {
        throw new UnsupportedOperationException("what a record is stands in its headers");
    }
}
