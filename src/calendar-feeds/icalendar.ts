import ICAL from 'ical.js';
import { offsetMs, withOffset, zoneChanges } from '../scheduling/zones.js';

/** What a calendar shows of an appointment. */
export interface CalendarEvent {
  readonly uid: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly summary: string;
  readonly updatedAt: string;
  readonly version: number;
}

export interface Calendar {
  readonly name: string;
  readonly timeZone: string;
  /** The time for which the offsets of the zone are described, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly events: readonly CalendarEvent[];
}

/** Writes a calendar in iCalendar form (RFC 5545), with the rules of its time zone. */
export function writeCalendar({ name, timeZone, from, to, events }: Calendar): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', '-//Clinic Portal//Calendar feed//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('x-wr-calname', name);
  calendar.updatePropertyWithValue('x-wr-timezone', timeZone);
  calendar.addSubcomponent(zoneComponent(timeZone, from, to));
  for (const event of events) calendar.addSubcomponent(eventComponent(event, timeZone));
  return `${calendar.toString()}\r\n`;
}

/** Each change of the offset by itself, after the offset that is in force at the beginning (section 3.6.5). */
function zoneComponent(timeZone: string, from: number, to: number): ICAL.Component {
  const zone = new ICAL.Component('vtimezone');
  zone.updatePropertyWithValue('tzid', timeZone);
  const first = offsetMs(from, timeZone);
  const changes = zoneChanges(from, to, timeZone);
  zone.addSubcomponent(observance('standard', '1970-01-01T00:00:00', first, first));
  for (const { at, before, after } of changes) {
    // the beginning is told by the clock as it was before the change
    const local = new Date(at + before).toISOString().slice(0, 19);
    zone.addSubcomponent(observance(after > before ? 'daylight' : 'standard', local, before, after));
  }
  return zone;
}

function observance(kind: 'standard' | 'daylight', start: string, before: number, after: number): ICAL.Component {
  const component = new ICAL.Component(kind);
  component.updatePropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(start));
  component.updatePropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(before / 1000));
  component.updatePropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(after / 1000));
  return component;
}

function eventComponent(event: CalendarEvent, timeZone: string): ICAL.Component {
  const component = new ICAL.Component('vevent');
  component.updatePropertyWithValue('uid', event.uid);
  component.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(event.updatedAt), true));
  component.updatePropertyWithValue('sequence', event.version);
  for (const [name, instant] of [
    ['dtstart', event.startsAt],
    ['dtend', event.endsAt],
  ] as const) {
    const property = component.updatePropertyWithValue(name, localTime(instant, timeZone));
    property.setParameter('tzid', timeZone);
  }
  component.updatePropertyWithValue('summary', event.summary);
  return component;
}

function localTime(instant: string, timeZone: string): ICAL.Time {
  return ICAL.Time.fromDateTimeString(withOffset(Date.parse(instant), timeZone).slice(0, 19));
}
