import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { DynamoDbSettings } from '../config/settings.js';
import { createDocumentClient } from './document-client.js';
import { Table } from './table.js';
import { WriteRetries } from './write-retries.js';

/** The one table, for every room that keeps something. */
@Module({})
export class DynamoDbModule implements OnApplicationShutdown {
  constructor(@Inject(Table) private readonly table: Table) {}

  /** Takes the settings by hand: the trigger Lambda has no need of anything that reads configuration. */
  static forRoot(settings: DynamoDbSettings): DynamicModule {
    const table = { provide: Table, useFactory: () => new Table(createDocumentClient(settings), settings.tableName) };
    return { module: DynamoDbModule, global: true, providers: [table, WriteRetries], exports: [Table, WriteRetries] };
  }

  onApplicationShutdown(): void {
    this.table.close();
  }
}
