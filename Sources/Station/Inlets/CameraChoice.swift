import Glibc

/// Which camera is at the station: found by itself, or named.
public struct CameraChoice: Sendable, Hashable {
  /// As libgphoto2 names it; nil takes what is found at the port.
  let model: String?
  /// As libgphoto2 names it, such as `usb:001,005` or `ptpip:192.168.1.1:15740:15740`; nil takes any USB port.
  let port: String?

  /// The model that speaks PTP over the network without a maker's additions.
  private static let networkModel = "PTP/IP Camera"
  private static let networkScheme = "ptpip:"

  /// - text: `auto`, a port (`usb:`, `usb:001,005`, `ptpip:192.168.1.1`), or `MODEL@PORT`; nil for anything else.
  public init?(_ text: String) {
    if text == "auto" {
      (model, port) = (nil, nil)
      return
    }
    let at = text.lastIndex(of: "@")
    let named = at.map { String(text[..<$0]).trimmed }
    let place = at.map { String(text[text.index(after: $0)...]).trimmed } ?? text
    guard named?.isEmpty != true else { return nil }
    if place.hasPrefix(Self.networkScheme) {
      guard let address = Self.network(place.dropFirst(Self.networkScheme.count)) else { return nil }
      (model, port) = (named ?? Self.networkModel, Self.networkScheme + address)
    } else if place.hasPrefix("usb:"), place.utf8.count <= 16 {
      // A model without a place: any USB port, where the library looks for that model.
      (model, port) = (named, place == "usb:" && named == nil ? nil : place)
    } else {
      return nil
    }
  }

  /// `ADDRESS`, `ADDRESS:PORT` or `ADDRESS:PORT:EVENTPORT`; the library reads numbers only, and would take the standard port for events
  /// beside one that was given.
  private static func network(_ text: Substring) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var address = in_addr()
    guard (1...3).contains(parts.count), inet_pton(AF_INET, String(parts[0]), &address) == 1,
      parts.dropFirst().allSatisfy({ UInt16($0) ?? 0 > 0 })
    else { return nil }
    return parts.count == 2 ? "\(text):\(parts[1])" : String(text)
  }

  /// A model at a port.
  struct Place: Sendable, Hashable {
    var model: String
    var port: String
  }

  /// Where to go without looking around; nil when something is to be found first.
  var place: Place? {
    guard let model, let port else { return nil }
    return Place(model: model, port: port)
  }

  private static let standardPort: UInt16 = 15_740

  /// Where a network camera listens: its address in numbers, and the ports.
  var network: (address: String, ports: Set<UInt16>)? {
    guard isNetwork, let parts = port?.split(separator: ":"), parts.count > 1 else { return nil }
    let ports = parts.dropFirst(2).compactMap { UInt16($0) }
    return (String(parts[1]), ports.isEmpty ? [Self.standardPort] : Set(ports))
  }

  var isNetwork: Bool { port?.hasPrefix(Self.networkScheme) ?? false }
}
