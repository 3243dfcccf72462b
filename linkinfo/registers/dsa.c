/*
 * Ports of Marvell's Link Street switches: their registers and behind them those of SERDES; the
 * version says which switch it is. Functional specifications of 88E6161, 88E6185, 88E6352 and
 * 88E6390.
 */
#include <string.h>

#include "registers/drivers.h"

#define PORT 64			/* bytes of registers before those of SERDES */
#define NAMED 32		/* registers of SERDES that have a name */

/* What the families have in common. */
#define VLANS_0_TO_5 "{hc.0?|0 }{hc.1?|1 }{hc.2?|2 }{hc.3?|3 }{hc.4?|4 }{hc.5?|5 }"

#define IDENTIFIER "03: Switch Identifier                      0x{h6:x4}\n"

#define PORT_CONTROL \
	"04: Port Control                           0x{h8:x4}\n" \
	"      Source Address Filtering controls    {h8.14-15?Disabled|Drop On Lock|" \
	"Drop On Unlock|Drop to CPU}\n" \
	"      Egress Mode                          {h8.12-13?Unmodified|Untagged|Tagged|" \
	"Reserved}\n" \
	"      Ingress & Egress Header Mode         {h8.11:d}\n" \
	"      IGMP and MLD Snooping                {h8.10:d}\n" \
	"      Frame Mode                           {h8.8-9?Normal|DSA|Provider|" \
	"Ether Type DSA}\n" \
	"      VLAN Tunnel                          {h8.7:d}\n" \
	"      TagIfBoth                            {h8.6:d}\n" \
	"      Initial Priority assignment          {h8.4-5?Defaults|Tag Priority|" \
	"IP Priority|Tag & IP Priority}\n" \
	"      Egress Flooding mode                 {h8.2-3?No unknown DA|" \
	"No unknown multicast DA|No unknown unicast DA|Allow unknown DA}\n" \
	"      Port State                           {h8.0-1?Disabled|Blocking/Listening|" \
	"Learning|Forwarding}\n"

#define DEFAULT_VLAN \
	"07: Default VLAN ID & Priority             0x{he:x4}\n" \
	"      Default Priority                     0x{he.13-15:x1}\n" \
	"      Force to use Default VID             {he.12:d}\n" \
	"      Default VLAN Identifier              {he.0-11:d}\n"

#define CONTROL_2 \
	"08: Port Control 2                         0x{h10:x4}\n" \
	"      Force good FCS in the frame          {h10.15:d}\n" \
	"      Jumbo Mode                           {h10.12-13?1522|2048|10240|Reserved}\n" \
	"      802.1QMode                           {h10.10-11?Disabled|Fallback|Check|" \
	"Secure}\n" \
	"      Discard Tagged Frames                {h10.9:d}\n" \
	"      Discard Untagged Frames              {h10.8:d}\n" \
	"      Map using DA hits                    {h10.7:d}\n" \
	"      ARP Mirror enable                    {h10.6:d}\n" \
	"      Egress Monitor Source Port           {h10.5:d}\n" \
	"      Ingress Monitor Source Port          {h10.4:d}\n"

#define RATE_TO_ATU \
	"09: Egress Rate Control                    0x{h12:x4}\n" \
	"10: Egress Rate Control 2                  0x{h14:x4}\n" \
	"11: Port Association Vector                0x{h16:x4}\n" \
	"12: Port ATU Control                       0x{h18:x4}\n"

#define OVERRIDE_TO_TYPE \
	"13: Override                               0x{h1a:x4}\n" \
	"14: Policy Control                         0x{h1c:x4}\n" \
	"15: Port Ether Type                        0x{h1e:x4}\n"

#define DISCARDS \
	"16: InDiscardsLo Frame Counter             0x{h20:x4}\n" \
	"17: InDiscardsHi Frame Counter             0x{h22:x4}\n"

#define FILTERED_TO_23 \
	"18: InFiltered Frame Counter               0x{h24:x4}\n" \
	"19: OutFiltered Frame Counter              0x{h26:x4}\n" \
	"20: Reserved                               0x{h28:x4}\n" \
	"21: Reserved                               0x{h2a:x4}\n" \
	"22: Reserved                               0x{h2c:x4}\n" \
	"23: Reserved                               0x{h2e:x4}\n"

#define TAG_REMAP \
	"24: Tag Remap 0-3                          0x{h30:x4}\n" \
	"25: Tag Remap 4-7                          0x{h32:x4}\n" \
	"26: Reserved                               0x{h34:x4}\n"

#define LAST_4 \
	"28: Reserved                               0x{h38:x4}\n" \
	"29: Reserved                               0x{h3a:x4}\n" \
	"30: Reserved                               0x{h3c:x4}\n" \
	"31: Reserved                               0x{h3e:x4}\n"

static const char port_6161[] =
	"00: Port Status                            0x{h0:x4}\n"
	"      Pause Enabled                        {h0.15:d}\n"
	"      My Pause                             {h0.14:d}\n"
	"      Half-duplex Flow Control             {h0.13:d}\n"
	"      802.3 PHY Detected                   {h0.12:d}\n"
	"      Link Status                          {h0.11?Down|Up}\n"
	"      Duplex                               {h0.10?Half|Full}\n"
	"      Speed                                {h0.8-9?10 Mbps|100 Mbps|1000 Mbps|"
	"Reserved}\n"
	"      Auto-Media Detect Disable            {h0.6:d}\n"
	"      Transmitter Paused                   {h0.5:d}\n"
	"      Flow Control                         {h0.4:d}\n"
	"      Config Duplex                        {h0.3?Half|Full}\n"
	"      Config Mode                          0x{h0.0-2:x1}\n"
	"01: PCS Control                            0x{h2:x4}\n"
	"      Flow Control's Forced value          {h2.7:d}\n"
	"      Force Flow Control                   {h2.6:d}\n"
	"      Link's Forced value                  {h2.5?Down|Up}\n"
	"      Force Link                           {h2.4:d}\n"
	"      Duplex's Forced value                {h2.3?Half|Full}\n"
	"      Force Duplex                         {h2.2:d}\n"
	"      Force Speed                          {h2.0-1?10 Mbps|100 Mbps|1000 Mbps|"
	"Not forced}\n"
	"02: Jamming Control                        0x{h4:x4}\n" IDENTIFIER PORT_CONTROL
	"05: Port Control 1                         0x{ha:x4}\n"
	"      Message Port                         {ha.15:d}\n"
	"      Trunk Port                           {ha.14:d}\n"
	"      Trunk ID                             {ha.8-11:d}\n"
	"      FID[5:4]                             0x{ha.0-1:x1}0\n"
	"06: Port Base VLAN Map (Header)            0x{hc:x4}\n"
	"      FID[3:0]                             0x{hc.12-15:x2}\n"
	"      VLANTable                            " VLANS_0_TO_5
	"\n" DEFAULT_VLAN CONTROL_2 RATE_TO_ATU
	"13: Priority Override                      0x{h1a:x4}\n"
	"14: Reserved                               0x{h1c:x4}\n"
	"15: PortEType                              0x{h1e:x4}\n" DISCARDS FILTERED_TO_23 TAG_REMAP
	"27: Queue Counters                         0x{h36:x4}\n" LAST_4;

static const char port_6185[] =
	"00: Port Status                            0x{h0:x4}\n"
	"01: PCS Control                            0x{h2:x4}\n"
	"02: Reserved                               0x{h4:x4}\n" IDENTIFIER
	"04: Port Control                           0x{h8:x4}\n"
	"05: Port Control 1                         0x{ha:x4}\n"
	"06: Port Base VLAN Map (Header)            0x{hc:x4}\n"
	"07: Default VLAN ID & Priority             0x{he:x4}\n"
	"08: Port Control 2                         0x{h10:x4}\n"
	"09: Rate Control                           0x{h12:x4}\n"
	"10: Rate Control 2                         0x{h14:x4}\n"
	"11: Port Association Vector                0x{h16:x4}\n"
	"12: Reserved                               0x{h18:x4}\n"
	"13: Reserved                               0x{h1a:x4}\n"
	"14: Reserved                               0x{h1c:x4}\n"
	"15: Reserved                               0x{h1e:x4}\n" DISCARDS FILTERED_TO_23 TAG_REMAP
	"27: Reserved                               0x{h36:x4}\n" LAST_4;

static const char port_6352[] =
	"00: Port Status                            0x{h0:x4}\n"
	"      Pause Enabled                        {h0.15:d}\n"
	"      My Pause                             {h0.14:d}\n"
	"      802.3 PHY Detected                   {h0.12:d}\n"
	"      Link Status                          {h0.11?Down|Up}\n"
	"      Duplex                               {h0.10?Half|Full}\n"
	"      Speed                                {h0.8-9?10 Mbps|100 or 200 Mbps|"
	"1000 Mbps|Reserved}\n"
	"      EEE Enabled                          {h0.6:d}\n"
	"      Transmitter Paused                   {h0.5:d}\n"
	"      Flow Control                         {h0.4:d}\n"
	"      Config Mode                          0x{h0.0-3:x1}\n"
	"01: Physical Control                       0x{h2:x4}\n"
	"      RGMII Receive Timing Control         {h2.15?Default|Delay}\n"
	"      RGMII Transmit Timing Control        {h2.14?Default|Delay}\n"
	"      200 BASE Mode                        {h2.12?100|200}\n"
	"      Flow Control's Forced value          {h2.7:d}\n"
	"      Force Flow Control                   {h2.6:d}\n"
	"      Link's Forced value                  {h2.5?Down|Up}\n"
	"      Force Link                           {h2.4:d}\n"
	"      Duplex's Forced value                {h2.3?Half|Full}\n"
	"      Force Duplex                         {h2.2:d}\n"
	"      Force Speed                          {h2.0-1?10 Mbps|100 or 200 Mbps|"
	"1000 Mbps|Not forced}\n"
	"02: Jamming Control                        0x{h4:x4}\n" IDENTIFIER PORT_CONTROL
	"05: Port Control 1                         0x{ha:x4}\n"
	"      Message Port                         {ha.15:d}\n"
	"      Trunk Port                           {ha.14:d}\n"
	"      Trunk ID                             {ha.8-11:d}\n"
	"      FID[11:4]                            0x{ha.0-7:x2}0\n"
	"06: Port Base VLAN Map (Header)            0x{hc:x4}\n"
	"      FID[3:0]                             0x{hc.12-15:x3}\n"
	"      VLANTable                            " VLANS_0_TO_5
	"{hc.6?|6 }\n" DEFAULT_VLAN CONTROL_2
	"      Use Default Queue Priority           {h10.3:d}\n"
	"      Default Queue Priority               0x{h10.1-2:x1}\n" RATE_TO_ATU OVERRIDE_TO_TYPE
		DISCARDS "18: InFiltered/TcamCtr Frame Counter       0x{h24:x4}\n"
	"19: Rx Frame Counter                       0x{h26:x4}\n"
	"20: Reserved                               0x{h28:x4}\n"
	"21: Reserved                               0x{h2a:x4}\n"
	"22: LED Control                            0x{h2c:x4}\n"
	"23: Reserved                               0x{h2e:x4}\n" TAG_REMAP
	"27: Queue Counters                         0x{h36:x4}\n" LAST_4;

static const char port_6390[] =
	"00: Port Status                            0x{h0:x4}\n"
	"      Transmit Pause Enable bit            {h0.15:d}\n"
	"      Receive Pause Enable bit             {h0.14:d}\n"
	"      802.3 PHY Detected                   {h0.12:d}\n"
	"      Link Status                          {h0.11?Down|Up}\n"
	"      Duplex                               {h0.10?Half|Full}\n"
	"      Speed                                {h0.8-9?10 Mbps|100 or 200 Mbps|"
	"1000 Mbps|10 Gb or 2500 Mbps}\n"
	"      Duplex Fixed                         {h0.7:d}\n"
	"      EEE Enabled                          {h0.6:d}\n"
	"      Transmitter Paused                   {h0.5:d}\n"
	"      Flow Control                         {h0.4:d}\n"
	"      Config Mode                          0x{h0.0-3:x1}\n"
	"01: Physical Control                       0x{h2:x4}\n"
	"      RGMII Receive Timing Control         {h2.15?Default|Delay}\n"
	"      RGMII Transmit Timing Control        {h2.14?Default|Delay}\n"
	"      Force Speed                          {h2.13:d}\n"
	"      Alternate Speed Mode                 {h2.12?Normal|Alternate}\n"
	"      MII PHY Mode                         {h2.11?MAC|PHY}\n"
	"      EEE force value                      {h2.9:d}\n"
	"      Force EEE                            {h2.8:d}\n"
	"      Link's Forced value                  {h2.5?Down|Up}\n"
	"      Force Link                           {h2.4:d}\n"
	"      Duplex's Forced value                {h2.3?Half|Full}\n"
	"      Force Duplex                         {h2.2:d}\n"
	"      Force Speed                          {h2.0-1?10 Mbps|100 or 200 Mbps|"
	"1000 Mbps|10 Gb or 2500 Mbps}\n"
	"02: Flow Control                           0x{h4:x4}\n" IDENTIFIER PORT_CONTROL
	"05: Port Control 1                         0x{ha:x4}\n"
	"      Message Port                         {ha.15:d}\n"
	"      LAG Port                             {ha.14:d}\n"
	"      VTU Page                             {ha.13:d}\n"
	"      LAG ID                               {ha.8-11:d}\n"
	"      FID[11:4]                            0x{ha.0-7:x2}0\n"
	"06: Port Base VLAN Map (Header)            0x{hc:x4}\n"
	"      FID[3:0]                             0x{hc.12-15:x3}\n"
	"      Force Mapping                        {hc.11:d}\n"
	"      VLANTable                            " VLANS_0_TO_5
	"{hc.6?|6 }{hc.7?|7 }{hc.8?|8 }{hc.9?|9 }{hc.10?|10 }\n" DEFAULT_VLAN
	"08: Port Control 2                         0x{h10:x4}\n"
	"      Force good FCS in the frame          {h10.15:d}\n"
	"      Allow bad FCS                        {h10.14:d}\n"
	"      Jumbo Mode                           {h10.12-13?1522|2048|10240|Reserved}\n"
	"      802.1QMode                           {h10.10-11?Disabled|Fallback|Check|"
	"Secure}\n"
	"      Discard Tagged Frames                {h10.9:d}\n"
	"      Discard Untagged Frames              {h10.8:d}\n"
	"      Map using DA hits                    {h10.7:d}\n"
	"      ARP Mirror enable                    {h10.6:d}\n"
	"      Egress Monitor Source Port           {h10.5:d}\n"
	"      Ingress Monitor Source Port          {h10.4:d}\n"
	"      Allow VID of Zero                    {h10.3:d}\n"
	"      Default Queue Priority               0x{h10.0-2:x1}\n" RATE_TO_ATU OVERRIDE_TO_TYPE
	"16: Reserved                               0x{h20:x4}\n"
	"17: Reserved                               0x{h22:x4}\n"
	"18: Reserved                               0x{h24:x4}\n"
	"19: Reserved                               0x{h26:x4}\n"
	"20: Reserved                               0x{h28:x4}\n"
	"21: Reserved                               0x{h2a:x4}\n"
	"22: LED Control                            0x{h2c:x4}\n"
	"23: IP Priority Mapping Table              0x{h2e:x4}\n"
	"24: IEEE Priority Mapping Table            0x{h30:x4}\n"
	"25: Port Control 3                         0x{h32:x4}\n"
	"26: Reserved                               0x{h34:x4}\n"
	"27: Queue Counters                         0x{h36:x4}\n"
	"28: Queue Control                          0x{h38:x4}\n"
	"29: Reserved                               0x{h3a:x4}\n"
	"30: Cut Through Control                    0x{h3c:x4}\n"
	"31: Debug Counters                         0x{h3e:x4}\n";

static const char port_other[] =
	"{*32@2 {#0+1:D2}:                                        0x{h0:x4}\n}";

/* v is the number. */
#define RESERVED "{v:D2}: Reserved                               0x{h0:x4}\n"
#define UNNAMED "{v:D2}:                                        0x{h0:x4}\n"

/* One behind the other, each from its own beginning. */
static const char serdes_6352[] =
	"00: Fiber Control                          0x{h0:x4}\n"
	"      Fiber Reset                          {h0.15:d}\n"
	"      Loopback                             {h0.14:d}\n"
	"      Speed                                {h0.6,h0.13?10 Mbps|1000 Mbps|100 Mbps|"
	"Reserved}\n"
	"      Autoneg Enable                       {h0.12:d}\n"
	"      Power down                           {h0.11:d}\n"
	"      Isolate                              {h0.10:d}\n"
	"      Restart Autoneg                      {h0.9:d}\n"
	"      Duplex                               {h0.8?Half|Full}\n\0"
	"01: Fiber Status                           0x{h0:x4}\n"
	"      100Base-X FD                         {h0.14:d}\n"
	"      100Base-X HD                         {h0.13:d}\n"
	"      Autoneg Complete                     {h0.5:d}\n"
	"      Remote Fault                         {h0.4:d}\n"
	"      Autoneg Ability                      {h0.3:d}\n"
	"      Link Status                          {h0.2?Down|Up}\n\0"
	"02: PHY ID 1                               0x{h0:x4}\n\0"
	"03: PHY ID 2                               0x{h0:x4}\n\0"
	"04: Fiber Autoneg Advertisement            0x{h0:x4}\n"
	"      Remote Fault                         {h0.12-13?No error, link OK|"
	"Link failure|Offline|Autoneg Error}\n"
	"      Pause                                {h0.7-8?No Pause|Symmetric Pause|"
	"Asymmetric Pause|Symmetric & Asymmetric Pause}\n"
	"      1000BaseX HD                         {h0.6:d}\n"
	"      1000BaseX FD                         {h0.5:d}\n\0"
	"05: Fiber Link Autoneg Ability             0x{h0:x4}\n"
	"      Acknowledge                          {h0.14:d}\n"
	"      Remote Fault                         {h0.12-13?No error, link OK|"
	"Link failure|Offline|Autoneg Error}\n"
	"      Pause                                {h0.7-8?No Pause|Symmetric Pause|"
	"Asymmetric Pause|Symmetric & Asymmetric Pause}\n"
	"      1000BaseX HD                         {h0.6:d}\n"
	"      1000BaseX FD                         {h0.5:d}\n\0"
	"06: Fiber Autoneg Expansion                0x{h0:x4}\n"
	"      Link Partner Next Page Ability       {h0.3:d}\n"
	"      Page Received                        {h0.1:d}\n"
	"      Link Partner Autoneg Ability         {h0.0:d}\n\0"
	"07: Fiber Next Page Transmit               0x{h0:x4}\n\0"
	"08: Fiber Link Partner Next Page           0x{h0:x4}\n\0" RESERVED "\0" RESERVED
	"\0" RESERVED "\0" RESERVED "\0" RESERVED "\0" RESERVED "\0"
	"15: Extended Status                        0x{h0:x4}\n\0"
	"16: Fiber Specific Control                 0x{h0:x4}\n"
	"      Fiber Transmit FIFO Depth            {h0.14-15?16 Bits|24 Bits|32 Bits|"
	"40 Bits}\n"
	"      SERDES Loopback                      {h0.12:d}\n"
	"      Force Link Good                      {h0.10:d}\n"
	"      MAC Interface Power Down             {h0.3:d}\n"
	"      Mode                                 {h0.0-1?100BaseFX|1000BaseX|"
	"SGMII System|SGMII Media}\n\0"
	"17: Fiber Specific Status                  0x{h0:x4}\n"
	"      Speed                                {h0.14-15?10 Mbps|100 Mbps|1000 Mbps|"
	"Reserved}\n"
	"      Duplex                               {h0.13?Half|Full}\n"
	"      Page Received                        {h0.12:d}\n"
	"      Speed/Duplex Resolved                {h0.11:d}\n"
	"      Link                                 {h0.10?Down|Up}\n"
	"      Sync                                 {h0.5:d}\n"
	"      Energy Detect                        {h0.4?True|False}\n"
	"      Transmit Pause                       {h0.3:d}\n"
	"      Receive Pause                        {h0.2:d}\n\0"
	"18: Fiber Interrupt Enable                 0x{h0:x4}\n"
	"      Speed Changed                        {h0.14:d}\n"
	"      Duplex Changed                       {h0.13:d}\n"
	"      Page Received                        {h0.12:d}\n"
	"      Autoneg Complete                     {h0.11:d}\n"
	"      Link Status Change                   {h0.10:d}\n"
	"      Symbol Error                         {h0.9:d}\n"
	"      False Carrier                        {h0.8:d}\n"
	"      Energy Detect                        {h0.4:d}\n\0"
	"19: Fiber Interrupt Status                 0x{h0:x4}\n"
	"      Speed Changed                        {h0.14:d}\n"
	"      Duplex Changed                       {h0.13:d}\n"
	"      Page Received                        {h0.12:d}\n"
	"      Autoneg Complete                     {h0.11:d}\n"
	"      Link Status Change                   {h0.10:d}\n"
	"      Symbol Error                         {h0.9:d}\n"
	"      False Carrier                        {h0.8:d}\n"
	"      Energy Detect                        {h0.4:d}\n\0" RESERVED "\0"
	"21: Fiber Receive Error Counter            0x{h0:x4}\n\0" RESERVED "\0"
	"23: PRBS Control                           0x{h0:x4}\n\0"
	"24: PRBS Error Counter LSB                 0x{h0:x4}\n\0"
	"25: PRBS Error Counter MSB                 0x{h0:x4}\n\0"
	"26: Fiber Specific Control 2               0x{h0:x4}\n"
	"      1000BaseX Noise Filtering            {h0.14:d}\n"
	"      1000BaseFX Noise Filtering           {h0.13:d}\n"
	"      SERDES Autoneg Bypass Enable         {h0.6:d}\n"
	"      SERDES Autoneg Bypass Status         {h0.5:d}\n"
	"      Fiber Transmitter Disable            {h0.3:d}\n"
	"      SGMII/Fiber Output Amplitude         {h0.0-2?14mV|112mV|210mV|308mV|406mV|"
	"504mV|602mV|700mV}\n\0" RESERVED "\0" RESERVED "\0" RESERVED "\0" RESERVED "\0" RESERVED;

enum family { FAMILY_OTHER, FAMILY_6161, FAMILY_6185, FAMILY_6352, FAMILY_6390 };

static const char *port_text(enum family family)
{
	switch (family) {
	case FAMILY_6161:
		return port_6161;
	case FAMILY_6185:
		return port_6185;
	case FAMILY_6352:
		return port_6352;
	case FAMILY_6390:
		return port_6390;
	default:
		return port_other;
	}
}

static const struct chip {
	uint16_t product;	/* without the revision */
	const char name[9];
	enum family family;
} chips[] = {
	{ 0x04a, "88E6085 ", FAMILY_OTHER }, { 0x095, "88E6095 ", FAMILY_OTHER },
	{ 0x099, "88E6097 ", FAMILY_OTHER }, { 0x0a0, "88E6190X", FAMILY_6390 },
	{ 0x0a1, "88E6390X", FAMILY_6390 },  { 0x106, "88E6131 ", FAMILY_OTHER },
	{ 0x115, "88E6320 ", FAMILY_OTHER }, { 0x121, "88E6123 ", FAMILY_6161 },
	{ 0x161, "88E6161 ", FAMILY_6161 },  { 0x165, "88E6165 ", FAMILY_OTHER },
	{ 0x171, "88E6171 ", FAMILY_OTHER }, { 0x172, "88E6172 ", FAMILY_6352 },
	{ 0x175, "88E6175 ", FAMILY_OTHER }, { 0x176, "88E6176 ", FAMILY_6352 },
	{ 0x190, "88E6190 ", FAMILY_6390 },  { 0x191, "88E6191 ", FAMILY_OTHER },
	{ 0x1a7, "88E6185 ", FAMILY_6185 },  { 0x240, "88E6240 ", FAMILY_6352 },
	{ 0x290, "88E6290 ", FAMILY_6390 },  { 0x310, "88E6321 ", FAMILY_OTHER },
	{ 0x340, "88E6141 ", FAMILY_OTHER }, { 0x341, "88E6341 ", FAMILY_OTHER },
	{ 0x352, "88E6352 ", FAMILY_6352 },  { 0x371, "88E6350 ", FAMILY_OTHER },
	{ 0x375, "88E6351 ", FAMILY_OTHER }, { 0x390, "88E6390 ", FAMILY_6390 },
};

static const struct chip *chip_of(uint32_t version)
{
	for (size_t i = 0; i < sizeof(chips) / sizeof(*chips); i++)
		if (chips[i].product == (version >> 4 & 0xfff))
			return &chips[i];
	return NULL;
}

/* Registers of SERDES; where they have no names, ethtool counts on from those of the port. */
static void serdes(const struct regs *r, struct obuf *o, const struct chip *chip)
{
	struct regs one = *r;
	size_t n = (r->len - PORT) / 2;
	bool named = chip->family == FAMILY_6352, other = chip->family == FAMILY_OTHER;
	const char *text = serdes_6352;

	ob_c(o, '\n');
	ob_str(o, chip->name);
	ob_str(o, " Switch Port SERDES Registers\n-------------------------------------\n");
	one.len = 2;
	for (size_t i = 0; i < n; i++) {
		one.p = r->p + PORT + 2 * i;
		one.version = (uint32_t)(named || other ? i : i + NAMED);
		if (named && i < NAMED) {
			regs_text(&one, o, text);
			text += strlen(text) + 1;
		} else {
			regs_text(&one, o, other ? UNNAMED : RESERVED);
		}
	}
}

bool regs_dsa(const struct regs *r, struct obuf *o)
{
	const struct chip *chip = chip_of(r->version);

	if (!chip || r->len < PORT)
		return false;
	ob_str(o, chip->name);
	ob_str(o, " Switch Port Registers\n------------------------------\n");
	if (!regs_text(r, o, port_text(chip->family)))
		return false;
	if (r->len > PORT)
		serdes(r, o, chip);
	return true;
}
