/// A calendar's file (iCalendar, RFC 5545): appointments that a phone puts beside its owner's own.
public struct CalendarFile: Sendable, Hashable {
  public struct Event: Sendable, Hashable {
    /// The same for the same appointment, so that a newer file replaces the older one's entry.
    public var identifier: String
    /// Milliseconds UTC.
    public var start: Int64
    public var end: Int64
    public var title: String
    public var place: String
    public var text: String
    public var address: String

    public init(
      identifier: String, start: Int64, end: Int64, title: String, place: String = "", text: String = "", address: String = ""
    ) {
      self.identifier = identifier
      self.start = start
      self.end = end
      self.title = title
      self.place = place
      self.text = text
      self.address = address
    }
  }

  public var name: String
  /// Grows with every change of the appointments.
  public var sequence: Int
  /// When they were made, milliseconds UTC.
  public var madeAt: Int64
  public var events: [Event]

  public init(name: String, sequence: Int, madeAt: Int64, events: [Event]) {
    self.name = name
    self.sequence = sequence
    self.madeAt = madeAt
    self.events = events
  }

  /// The file: CRLF, lines of at most 75 bytes, UTF-8; the same events give the same bytes.
  public var bytes: [UInt8] {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Biying//Schedule//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append("X-WR-CALNAME:" + Self.escaped(name))
    for event in events { lines += self.lines(of: event) }
    lines.append("END:VCALENDAR")
    return lines.flatMap { Self.folded($0) }
  }

  private func lines(of event: Event) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:" + event.identifier, "SEQUENCE:\(sequence)", "DTSTAMP:" + Self.timestamp(madeAt),
      "DTSTART:" + Self.timestamp(event.start), "DTEND:" + Self.timestamp(event.end), "SUMMARY:" + Self.escaped(event.title),
    ]
    if !event.place.isEmpty { lines.append("LOCATION:" + Self.escaped(event.place)) }
    if !event.text.isEmpty { lines.append("DESCRIPTION:" + Self.escaped(event.text)) }
    if !event.address.isEmpty { lines.append("URL:" + event.address) }
    // The evening before, so that clothes and the identity card are laid out.
    lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT12H", "DESCRIPTION:" + Self.escaped(event.title), "END:VALARM"]
    return lines + ["END:VEVENT"]
  }

  /// `20131008T003000Z`.
  private static func timestamp(_ milliseconds: Int64) -> String {
    PaperDate.timestamp(milliseconds / 1000).filter { $0 != "-" && $0 != ":" }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\r", with: "")
      .replacing("\n", with: "\\n")
  }

  /// A line of more than 75 bytes goes on behind a blank; never inside a character.
  private static func folded(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var used = 0
    for scalar in line.unicodeScalars {
      let piece = Array(String(scalar).utf8)
      if used + piece.count > lineBytes {
        bytes += [0x0D, 0x0A, 0x20]
        used = 1
      }
      bytes += piece
      used += piece.count
    }
    return bytes + [0x0D, 0x0A]
  }

  private static let lineBytes = 75
}
