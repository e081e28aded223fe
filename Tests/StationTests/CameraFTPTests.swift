import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// Cameras that send by FTP: a real vsftpd with the configuration that ships.
@Suite(.serialized) struct CameraFTPTests {
  private struct Inbox {
    let watched: WatchedShare
    let server: ShareServer

    /// - replacing: besides what differs on every machine.
    init(replacing changes: [(String, String)] = []) async throws {
      watched = try await WatchedShare("camera1")
      try await watched.makeFolder("camera2")
      let place = watched.place
      // One port to call, and behind it as many for data as in what ships.
      let port = try ShareServer.freePort(beside: 20)
      let logins = try await ShareServer.run(["/usr/bin/openssl", "passwd", "-6", "camera-password"]).text.trimmed
      try await ShareServer.must(
        ["/usr/bin/db_load", "-T", "-t", "hash", place.path("logins.db")], input: "camera1\n\(logins)\ncamera2\n\(logins)\n")
      try await ShareServer.must(["/usr/bin/install", "-d", "-m", "755", place.path("empty"), place.path("pam")])
      let pam = try watched.shipped("vsftpd.pam", replacing: [("/etc/biying/camera-logins", place.path("logins"))])
      try FileManager.default.moveItem(atPath: pam, toPath: place.path("pam/biying-camera"))
      // PAM asks for it, and would complain into the camera's connection.
      let others = ["auth", "account", "session", "password"].map { "\($0) required pam_deny.so\n" }.joined()
      try Data(others.utf8).write(to: URL(filePath: place.path("pam/other")))
      let config = try watched.shipped(
        "vsftpd.conf",
        replacing: [
          ("192.168.50.1", "127.0.0.1"), ("listen_port=21", "listen_port=\(port)"), ("=50000", "=\(port + 1)"),
          ("=50019", "=\(port + 20)"), ("/srv/pictures", place.path("pictures")),
          ("guest_username=camera", "guest_username=\(WatchedShare.user)"),
          ("/var/run/vsftpd/empty", place.path("empty")),
        ] + changes, adding: "background=NO\nvsftpd_log_file=\(place.path("vsftpd.log"))\n")
      if geteuid() != 0 { try await ShareServer.must(ShareServer.asRoot(["/usr/bin/chown", "root", config])) }
      // The machine's own /etc/pam.d is left alone.
      server = try await ShareServer(
        ["/usr/sbin/vsftpd", config], port: port,
        environment: [
          "LD_PRELOAD": "libpam_wrapper.so", "PAM_WRAPPER": "1", "PAM_WRAPPER_SERVICE_DIR": place.path("pam"),
        ])
    }

    func curl(
      _ arguments: [String], user: String = "camera1", password: String = "camera-password"
    ) async throws -> ShareServer.Outcome {
      try await ShareServer.run(["/usr/bin/curl", "-sS", "--max-time", "40", "-u", "\(user):\(password)"] + arguments)
    }

    func url(_ name: String = "") -> String { "ftp://127.0.0.1:\(server.port)/\(name)" }

    /// A camera of Python's: `ftp` is signed in, `picture` is the file's bytes.
    func camera(_ picture: String, _ deeds: String) async throws -> ShareServer.Outcome {
      let script = """
        import ftplib, socket, struct, sys, time
        ftp = ftplib.FTP()
        ftp.connect("127.0.0.1", int(sys.argv[1]), timeout=40)
        ftp.login("camera1", "camera-password")
        picture = open(sys.argv[2], "rb").read()
        def refused(*command):
            try: ftp.sendcmd(" ".join(command))
            except ftplib.error_perm: return
            sys.exit("not refused: " + " ".join(command))
        \(deeds)
        """
      return try await ShareServer.run(["/usr/bin/python3", "-c", script, "\(server.port)", picture])
    }

    func end() async throws {
      server.stop()
      try await watched.end()
    }
  }

  @Test("A picture that comes slowly is taken once, when it is whole")
  func pieces() async throws {
    let inbox = try await Inbox()
    let watched = inbox.watched
    let bytes = try watched.bench.shot(0)
    let sent = try await inbox.camera(
      try watched.picture("a.jpg", bytes),
      """
      data = ftp.transfercmd("STOR DSC_0001.JPG")
      for at in range(0, len(picture), len(picture) // 4 + 1):
          data.sendall(picture[at:at + len(picture) // 4 + 1])
          time.sleep(0.4)
      data.close()
      print(ftp.voidresp())
      ftp.quit()
      """)
    #expect(sent.isGood && sent.text.contains("226"), "\(sent.text)")
    #expect(watched.hashes(try await watched.desk.log(withShots: 1)) == [StationDarkroom.hash(of: bytes)])
    let other = try StationBench.picture("smile/\(watched.bench.faces[0])")
    #expect(try await inbox.curl(["-T", try watched.picture("b.jpg", other), inbox.url("DSC_0002.JPG")]).isGood)
    _ = try await watched.desk.log(withShots: 2)
    // Active mode, for cameras that know no other; the same picture is no second shot.
    let active = try await inbox.curl(["-P", "127.0.0.1", "-T", try watched.picture("c.jpg", bytes), inbox.url("DSC_0003.JPG")])
    #expect(active.isGood, "\(active.text)")
    try await watched.desk.says(.sameFileAgain)
    #expect(await watched.desk.view.shots == 2)
    #expect(watched.isForTheStationAlone("DSC_0001.JPG"))
    try await inbox.end()
  }

  @Test("A camera that loses its connection sends again under the same name")
  func lostConnection() async throws {
    let inbox = try await Inbox()
    let watched = inbox.watched
    let bytes = try watched.bench.shot(0)
    let sent = try await inbox.camera(
      try watched.picture("a.jpg", bytes),
      """
      data = ftp.transfercmd("STOR DSC_0001.JPG")
      data.sendall(picture[:len(picture) // 2])
      data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
      data.close()
      try: ftp.voidresp()
      except ftplib.error_temp as lost: print(lost)
      ftp.storbinary("STOR DSC_0001.JPG", open(sys.argv[2], "rb"))
      ftp.quit()
      """)
    #expect(sent.isGood && sent.text.contains("426"), "\(sent.text)")
    #expect(watched.hashes(try await watched.desk.log(withShots: 1)) == [StationDarkroom.hash(of: bytes)])
    #expect(await watched.desk.view.shots == 1)
    try await inbox.end()
  }

  @Test("Sending is all that a camera may do")
  func refusals() async throws {
    let inbox = try await Inbox()
    let watched = inbox.watched
    let path = try watched.picture("a.jpg", try watched.bench.shot(0))
    #expect(try await inbox.curl(["-T", path, inbox.url("DSC_0001.JPG")]).isGood)
    // No such login; a user of the machine; nobody.
    for (user, password) in [
      ("camera1", "wrong-password"), ("camera9", "camera-password"), (WatchedShare.user, "x"), ("anonymous", "x"),
    ] {
      let outcome = try await inbox.curl([inbox.url()], user: user, password: password)
      #expect(outcome.status == 67 && outcome.text.contains("530"), "\(user): \(outcome.text)")
    }
    let refused = try await inbox.camera(
      path,
      """
      for command in ["LIST", "NLST", "RETR DSC_0001.JPG", "STOR DSC_0001.JPG", "APPE DSC_0001.JPG"]:
          try: ftp.transfercmd(command)
          except ftplib.error_perm: continue
          sys.exit("not refused: " + command)
      for command in ["DELE DSC_0001.JPG", "RNFR DSC_0001.JPG", "MKD folder", "SITE CHMOD 666 DSC_0001.JPG", "CWD ../camera2"]:
          refused(command)
      ftp.cwd("/..")
      refused("CWD camera2")
      ftp.quit()
      """)
    #expect(refused.isGood, "\(refused.text)")
    // The other camera's login does not see it.
    #expect(try await inbox.curl(["-I", inbox.url("DSC_0001.JPG")], user: "camera2").isGood == false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: watched.folder) == ["DSC_0001.JPG"])
    _ = try await watched.desk.log(withShots: 1)
    try await inbox.end()
  }

  @Test("With the two lines for senders that rename, a temporary name is waited for, and deleting stays refused")
  func temporaryNames() async throws {
    let inbox = try await Inbox(replacing: [
      ("#anon_other_write_enable=YES", "anon_other_write_enable=YES"), ("#cmds_denied", "cmds_denied"),
    ])
    let watched = inbox.watched
    let bytes = try watched.bench.shot(0)
    let sent = try await inbox.camera(
      try watched.picture("a.jpg", bytes),
      """
      ftp.storbinary("STOR DSC_0001.JPG.part", open(sys.argv[2], "rb"))
      time.sleep(1.2)
      ftp.rename("DSC_0001.JPG.part", "DSC_0001.JPG")
      refused("DELE DSC_0001.JPG")
      ftp.quit()
      """)
    #expect(sent.isGood, "\(sent.text)")
    #expect(watched.hashes(try await watched.desk.log(withShots: 1)) == [StationDarkroom.hash(of: bytes)])
    #expect(await watched.desk.view.shots == 1)
    try await inbox.end()
  }
}
