package io.winnow.training;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file, written row group by row group, so that no more than one of them is held. Uses what stands below
 * Parquet's own writer, which can't be compiled against without Hadoop; these classes are public, but not meant for others
 * by Parquet: whoever updates it looks at this class first.
 */
final class ParquetRows implements RowWriter {
    /** Compressed. */
    private static final long A_ROW_GROUP = 4 * 1024 * 1024;
    private static final int A_PAGE = 128 * 1024;
    /** Of the least and the largest of a column, which stay in memory until the end. */
    private static final int A_STATISTIC = 64;

    private final MessageType schema;
    private final List<Column> table;
    private final ParquetProperties properties = ParquetProperties.builder()
            .withAllocator(new HeapByteBufferAllocator()).withPageSize(A_PAGE).withDictionaryPageSize(A_PAGE)
            // Else a hundred rows come before their size is looked at, however large they are.
            .withMinRowCountForPageSizeCheck(1).withStatisticsTruncateLength(A_STATISTIC).build();
    private final ParquetFileWriter file;
    private final MessageColumnIO io;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private RecordConsumer records;
    private long rows;

    ParquetRows(OutputStream to, List<Column> table) throws IOException {
        schema = ParquetSchema.of(table);
        this.table = table;
        file = new ParquetFileWriter(new ParquetStream(to), schema, ParquetFileWriter.Mode.CREATE, A_ROW_GROUP, 0,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                A_STATISTIC, false);
        io = new ColumnIOFactory(false).getColumnIO(schema);
        file.start();
        beginGroup();
    }

    @Override
    public void write(Object[] row) throws IOException {
        new ParquetRecord(records).put(table, row);
        rows++;
        if (columns.getBufferedSize() >= A_ROW_GROUP) {
            endGroup();
            beginGroup();
        }
    }

    @Override
    public void close() throws IOException {
        endGroup();
        file.end(Map.of());
        file.close();
    }

    private void beginGroup() {
        pages = new ColumnChunkPageWriteStore(new ZstdPages(), schema, properties.getAllocator(),
                properties.getColumnIndexTruncateLength());
        columns = properties.newColumnWriteStore(schema, pages);
        records = io.getRecordWriter(columns);
        rows = 0;
    }

    private void endGroup() throws IOException {
        if (rows > 0) {
            records.flush();
            columns.flush();
            file.startBlock(rows);
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        columns.close();
        pages.close();
    }
}
