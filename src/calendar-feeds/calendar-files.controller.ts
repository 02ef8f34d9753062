import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/policy/policy.decorators.js';
import { Answers } from '../http/answers.decorator.js';
import { calendarFilePath } from './calendar-feed.schema.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

/** Calendars at their secret addresses: programs that read them send no token, so the address is what they are let in by. */
@ApiTags('calendar feeds')
@Controller('v1/calendar-feeds')
export class CalendarFilesController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get(':file')
  @Public()
  @ApiOperation({ summary: 'Read a calendar feed (iCalendar, RFC 5545) by its secret address' })
  @ApiProduces('text/calendar')
  @Answers(200)
  @ApiResponse({ status: 304, description: 'It has not changed since the ETag that If-None-Match names' })
  async read(
    @Param({ schema: calendarFilePath }) { file }: { file: string },
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { text, etag } = await this.feeds.file(file);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (isKnown(known, etag)) {
      void reply.status(304);
      return '';
    }
    void reply.header('content-type', 'text/calendar; charset=utf-8');
    return text;
  }
}

/** If-None-Match (RFC 9110, section 13.1.2), by its weak comparison. */
function isKnown(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*') === true;
}
