import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What machines ask: whether the center is ready, and its numbers; neither speaks of a person.
  static let machineRoutes: [Route] = [
    .get("/ready", .everybody) { call, _ in await Readiness(call: call).answer() },
    .get("/metrics", .everybody) { call, _ in try await Metrics(call: call).answer() },
  ]
}

/// Whether requests may be sent here: the database answers, and uploads have a place to lie.
struct Readiness: Sendable {
  let call: Call

  func answer() async -> Response {
    var missing: [String] = []
    do { _ = try await call.center.now() } catch { missing.append("database") }
    if access(call.site.spoolFolder, W_OK) != 0 { missing.append("spool") }
    let text = missing.isEmpty ? "ready\n" : missing.map { "not ready: \($0)\n" }.joined()
    return Response(
      status: missing.isEmpty ? .ok : .serviceUnavailable,
      headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

/// The numbers of a center in Prometheus' text format (0.0.4): for this machine itself, or for who bears the token.
struct Metrics: Sendable {
  let call: Call

  func answer() async throws -> Response {
    guard isAdmitted else { throw HTTPError(.notFound) }
    var text = MetricsText()
    requests(&text)
    center(try await call.center.gauges(), &text)
    machine(&text)
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text.lines)))
  }

  /// A proxy on this machine passes others' requests on: what was passed on is not from here.
  private var isAdmitted: Bool {
    let token = call.site.metricsToken
    if !token.isEmpty, let given = call.request.headers[.authorization], given.hasPrefix("Bearer ") {
      return Self.isSame(String(given.dropFirst("Bearer ".count)), token)
    }
    let isPassedOn = call.request.headers[.forwardedFor] != nil
    return !isPassedOn && call.context.peer?.isLoopback == true
  }

  /// In a time that does not tell how much is right.
  private static func isSame(_ given: String, _ token: String) -> Bool {
    let (given, token) = (Array(given.utf8), Array(token.utf8))
    guard given.count == token.count else { return false }
    return zip(given, token).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func requests(_ text: inout MetricsText) {
    let reading = call.site.meter.reading
    text.family("biying_requests_total", "counter", "Requests answered since the start, by method and class of status.")
    for count in reading.counts {
      text.sample(
        "biying_requests_total", [("method", count.method), ("status", "\(count.statusClass)xx")], Double(count.count))
    }
    text.family("biying_request_seconds", "histogram", "How long answers took.")
    for (bound, count) in zip(RequestMeter.bounds, reading.within) {
      text.sample("biying_request_seconds_bucket", [("le", "\(Double(bound) / 1_000)")], Double(count))
    }
    text.sample("biying_request_seconds_bucket", [("le", "+Inf")], Double(reading.total))
    text.sample("biying_request_seconds_sum", [], reading.seconds)
    text.sample("biying_request_seconds_count", [], Double(reading.total))
  }

  private func center(_ gauges: CenterGauges, _ text: inout MetricsText) {
    text.gauge("biying_jobs_waiting", "Background jobs that are not done.", Double(gauges.jobsWaiting))
    text.gauge("biying_jobs_leased", "Background jobs under way.", Double(gauges.jobsLeased))
    text.gauge("biying_jobs_set_aside", "Background jobs that a person has to look at.", Double(gauges.jobsSetAside))
    text.gauge("biying_oldest_job_seconds", "How long the oldest due job has waited.", Double(gauges.oldestJobSeconds))
    text.gauge("biying_journal_unsealed", "Journal lines that are not in the chain yet.", Double(gauges.journalUnsealed))
    text.gauge("biying_journal_lag_seconds", "Age of the oldest of them.", Double(gauges.journalLagSeconds))
    text.gauge("biying_packets_in_review", "Packets of stations that a person has to judge.", Double(gauges.packetsInReview))
    text.gauge("biying_portraits_waiting", "Portraits that wait for release.", Double(gauges.portraitsWaiting))
    text.gauge("biying_sessions", "Accounts that are signed in.", Double(gauges.sessions))
    if let seconds = gauges.backupSeconds {
      text.gauge("biying_backup_age_seconds", "Age of the last good back-up; missing when there is none.", Double(seconds))
    }
  }

  private func machine(_ text: inout MetricsText) {
    var status = statvfs()
    if statvfs(call.site.spoolFolder, &status) == 0 {
      let free = Double(status.f_bavail) * Double(status.f_frsize)
      text.gauge("biying_disk_free_bytes", "Free bytes where the data folder lies.", free)
    }
    // Pages: size, resident, …
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    if let pages, pages.count > 1, let resident = Double(pages[1]) {
      text.gauge("process_resident_memory_bytes", "Resident memory.", resident * Double(sysconf(Int32(_SC_PAGESIZE))))
    }
  }
}

/// Lines of the format; names and labels are ours and need no escaping.
struct MetricsText: Sendable {
  private(set) var lines = ""

  mutating func family(_ name: String, _ type: String, _ help: String) {
    lines += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
    let inner = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
    let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    lines += "\(name)\(inner.isEmpty ? "" : "{\(inner)}") \(number)\n"
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Double) {
    family(name, "gauge", help)
    sample(name, [], value)
  }
}
