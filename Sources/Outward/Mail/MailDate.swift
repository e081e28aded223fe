import Foundation

/// The date of a mail (RFC 5322 3.3), always with English names whatever the locale.
enum MailDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Such as `Wed, 9 Apr 2014 06:00:00 +0800`.
  ///
  /// - Parameters:
  ///   - milliseconds: since 1970, UTC.
  ///   - offsetMinutes: of the reader's time from UTC; 480 for China.
  /// - Returns: day, date, time and zone.
  static func text(milliseconds: Int64, offsetMinutes: Int) -> String {
    var seconds = time_t(milliseconds.quotientRoundedDown(by: 1_000)) + offsetMinutes * 60
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let day = days[Int(parts.tm_wday)]
    let month = months[Int(parts.tm_mon)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { two(Int($0)) }.joined(separator: ":")
    let zone = (offsetMinutes < 0 ? "-" : "+") + two(abs(offsetMinutes) / 60) + two(abs(offsetMinutes) % 60)
    return "\(day), \(parts.tm_mday) \(month) \(Int(parts.tm_year) + 1_900) \(clock) \(zone)"
  }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Int64 {
  fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
