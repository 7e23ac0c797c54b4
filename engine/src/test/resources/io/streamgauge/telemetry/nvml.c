/*
 * A stand-in for NVIDIA's management library: two GPUs that say known things. Compiled by tests, which choose by -D:
 *   INIT       what nvmlInit_v2 returns
 *   COUNT      how many GPUs there are
 *   NO_HANDLE  the GPU that cannot be opened
 *   LOST       the GPU that is lost from its LOST_AT-th reading on
 * The n-th reading of a GPU begins with its n-th nvmlDeviceGetPowerUsage.
 */
#include <stddef.h>
#include <string.h>

#ifndef INIT
#define INIT 0
#endif
#ifndef COUNT
#define COUNT 2
#endif
#ifndef NO_HANDLE
#define NO_HANDLE -1
#endif
#ifndef LOST
#define LOST -1
#endif
#ifndef LOST_AT
#define LOST_AT 1
#endif

enum { OK = 0, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, NO_PERMISSION = 4, SIZE = 7, NO_DRIVER = 9, IS_LOST = 15, VERSION = 18 };

typedef struct { int index; unsigned readings; } Device;
typedef struct { unsigned long long total, free, used; } Memory;
typedef struct { unsigned gpu, memory; } Utilization;
typedef struct { unsigned long long when, nanos; } Violation;
typedef struct {
    unsigned field, scope;
    long long timestamp, latency;
    int type, result;
    union { double d; unsigned ui; unsigned long long ull; } value;
} FieldValue;

static Device devices[2] = {{0, 0}, {1, 0}};
static int users;

int stubUsers(void) { return users; }

static int check(Device *device) {
    if (users < 1 || (device != &devices[0] && device != &devices[1])) {
        return INVALID_ARGUMENT;
    }
    return device->index == LOST && device->readings >= LOST_AT ? IS_LOST : OK;
}

int nvmlInit_v2(void) {
    if (INIT == 0) {
        users++;
    }
    return INIT;
}

int nvmlShutdown(void) {
    users--;
    return OK;
}

const char *nvmlErrorString(int code) {
    switch (code) {
        case OK: return "Success";
        case NOT_SUPPORTED: return "Not Supported";
        case NO_PERMISSION: return "Insufficient Permissions";
        case NO_DRIVER: return "Driver Not Loaded";
        case IS_LOST: return "GPU is lost";
        case VERSION: return "Driver/library version mismatch";
        default: return "Unknown Error";
    }
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    *count = COUNT;
    return OK;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device **device) {
    if (index >= COUNT) {
        return INVALID_ARGUMENT;
    }
    if ((int) index == NO_HANDLE) {
        return NO_PERMISSION;
    }
    *device = &devices[index];
    return OK;
}

static int text(Device *device, const char *said, char *to, unsigned length) {
    int checked = check(device);
    if (checked == OK && strlen(said) >= length) {
        return SIZE;
    }
    if (checked == OK) {
        strcpy(to, said);
    }
    return checked;
}

int nvmlDeviceGetName(Device *device, char *to, unsigned length) {
    return text(device, "Stub \"B\" 200", to, length);
}

int nvmlDeviceGetUUID(Device *device, char *to, unsigned length) {
    return text(device, device->index == 0 ? "GPU-aaaa" : "GPU-bbbb", to, length);
}

/* 100 W more for the second GPU, and 1 W more each time. */
int nvmlDeviceGetPowerUsage(Device *device, unsigned *milliwatts) {
    device->readings++;
    int checked = check(device);
    *milliwatts = 100000 * (device->index + 1) + 1000 * device->readings;
    return checked;
}

int nvmlDeviceGetPowerManagementLimit(Device *device, unsigned *milliwatts) {
    *milliwatts = 700500;
    return check(device);
}

/* 5 J from reading to reading, and 7 J for the second GPU; more than 32 bits have. */
int nvmlDeviceGetTotalEnergyConsumption(Device *device, unsigned long long *millijoules) {
    *millijoules = 10000000000ull + device->readings * (device->index == 0 ? 5000ull : 7000ull);
    return check(device);
}

int nvmlDeviceGetMemoryInfo(Device *device, Memory *memory) {
    memory->total = 80ull << 30;
    memory->free = 20ull << 30;
    memory->used = 60ull << 30;
    return check(device);
}

int nvmlDeviceGetUtilizationRates(Device *device, Utilization *utilization) {
    utilization->gpu = 97;
    utilization->memory = 41;
    return check(device);
}

/* What the first GPU has and the second has not. */
int nvmlDeviceGetEncoderUtilization(Device *device, unsigned *percent, unsigned *periodMicros) {
    *percent = 12;
    *periodMicros = 167000;
    return device->index == 1 ? NOT_SUPPORTED : check(device);
}

int nvmlDeviceGetClockInfo(Device *device, int which, unsigned *megahertz) {
    if (which != 1 && which != 2) {
        return INVALID_ARGUMENT;
    }
    *megahertz = which == 1 ? 1980 : 3201;
    return check(device);
}

int nvmlDeviceGetTemperature(Device *device, int sensor, unsigned *degrees) {
    if (sensor != 0) {
        return INVALID_ARGUMENT;
    }
    *degrees = 61;
    return check(device);
}

int nvmlDeviceGetFieldValues(Device *device, int count, FieldValue *values) {
    int checked = check(device);
    for (int i = 0; checked == OK && i < count; i++) {
        values[i].result = values[i].field == 82 && values[i].scope == 0 && device->index == 0 ? OK : NOT_SUPPORTED;
        values[i].type = 1;
        values[i].value.ui = 73;
    }
    return checked;
}

int nvmlDeviceGetViolationStatus(Device *device, int policy, Violation *violation) {
    if (policy != 0 && policy != 1) {
        return INVALID_ARGUMENT;
    }
    violation->when = 1;
    violation->nanos = policy == 0 ? 8000000000ull : 2500;
    return check(device);
}

/* nvmlDeviceGetDecoderUtilization is missing, as a function is that an older driver does not have. */
