/**
 * What a snapshot teaches: labels by a click model, the split into train and test, rows in the layouts of trainers. Pure:
 * knows no database, no Kafka and no HTTP.
 */
package io.winnow.training;
