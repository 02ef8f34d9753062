import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type { Settings } from '../config/settings.js';
import { Backoff } from './backoff.js';
import { createDocumentClient } from './document-client.js';
import { Table } from './table.js';

/** The one table, for every room that keeps something. */
@Global()
@Module({
  providers: [
    {
      provide: Table,
      inject: [ConfigService],
      useFactory: (config: ConfigService<Settings, true>) => {
        const settings = config.get('dynamodb', { infer: true });
        return new Table(createDocumentClient(settings), settings.tableName);
      },
    },
    Backoff,
  ],
  exports: [Table, Backoff],
})
export class DynamoDbModule implements OnApplicationShutdown {
  constructor(@Inject(Table) private readonly table: Table) {}

  onApplicationShutdown(): void {
    this.table.close();
  }
}
